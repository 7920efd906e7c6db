import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Secret } from '../model/secret.ts';
import { lastLines } from './commands.ts';
import { composeInput } from './compose-input.ts';
import { findCompose } from './compose-program.ts';
import type { Command, CommandResult, Commands, Compose, ComposeProject, Docker, Files, RunOptions } from './host.ts';

/** Containers that the file does not name are no reason to warn, only to go when the project does. */
const quiet = { COMPOSE_IGNORE_ORPHANS: 'true' };
/** From SIGTERM to SIGKILL when a project goes down, s. */
const grace = 10;

type ComposeFiles = Pick<Files, 'readText' | 'readSecrets'>;

/** Compose by its program; `docker` removes the container of a run that had to be killed. */
export function createCompose(commands: Commands, docker: Pick<Docker, 'remove'>, files: ComposeFiles, dockerConfig: string): Compose {
	let finding: Promise<Command> | undefined;
	const found = () => {
		finding ??= findCompose(commands, dockerConfig);
		return finding;
	};
	const run = async (project: ComposeProject, words: readonly string[], options: RunOptions = {}): Promise<CommandResult> => {
		const input = await inputOf(files, project, words[0] !== 'down');
		return commands.run(composeCommand(await found(), project, words), { env: quiet, ...options, input });
	};
	const must = async (project: ComposeProject, words: readonly string[], options?: RunOptions): Promise<void> => {
		const result = await run(project, words, options);
		if (result.code !== 0) throw composeFailure(project, words[0] ?? '', result);
	};
	return {
		up: (project, options) => must(project, ['up', '--detach', '--no-recreate', '--no-build', '--quiet-pull'], options),
		async runOnce(project, service, container, options) {
			try {
				return await run(project, ['run', '--rm', '--no-deps', '--name', container, '-T', service], options);
			} catch (error) {
				// Compose was killed, its container was not.
				await docker.remove(container);
				throw error;
			}
		},
		down: (project, options) => must(project, ['down', '--remove-orphans', '--timeout', String(grace)], { ...options, env: {} }),
	};
}

/** Compose would read a `.env` in its directory, and notes it in a label: the file's own, where nobody but Berth puts anything. */
function composeCommand(program: Command, { name, file }: ComposeProject, words: readonly string[]): Command {
	return [...program, '--ansi', 'never', '--project-name', name, '--project-directory', dirname(file), '--file', '-', ...words];
}

/** What takes a project down needs no value, and works also where `.env` is broken or gone. */
async function inputOf(files: ComposeFiles, { file, envFile }: ComposeProject, needsValues: boolean): Promise<string> {
	const text = await files.readText(file);
	const values = envFile !== undefined && needsValues ? await files.readSecrets(envFile) : noValues;
	if (text !== undefined && values !== undefined) return composeInput(text, values);
	const missing = text === undefined ? file : envFile;
	throw new Failure({ kind: 'refused', what: `${missing} is missing`, next: 'Put it back and try again' });
}

const noValues: ReadonlyMap<string, Secret> = new Map();

/** What engines say when an image cannot be had. */
const noImage = /pull access denied|manifest (?:unknown|for )|dial tcp|no such host|failed to resolve reference|TLS handshake/;

/** Advice for later names no file: the way back may take it away again. */
function composeFailure({ name }: ComposeProject, word: string, result: CommandResult): Failure {
	const output = lastLines(result);
	const isImage = output.some((line) => noImage.test(line));
	return new Failure({
		kind: 'external',
		what: `Compose could not ${word === 'up' ? 'start' : 'take down'} ${name}`,
		why: output.at(-1) ?? `exit code ${result.code}`,
		next: isImage
			? 'Check the name of the image in project.yml, and that this server reaches its registry (`docker pull` of that image)'
			: 'Read the output, correct the cause, and try again',
		output,
	});
}
