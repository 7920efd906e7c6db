import { Command, CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { Failure } from '../model/failure.ts';
import type { Run } from './command.ts';
import { commands } from './commands.ts';
import type { CliContext } from './context.ts';
import { adviceForWord } from './other-words.ts';
import { defaultRoot, openSession } from './session.ts';
import { tellFailure } from './tell-failure.ts';

/** Reads a command line and runs its command. Gives the exit code; a wrong command line is told and gives 2. */
export async function runCommand(words: readonly string[], context: CliContext): Promise<number> {
	const isJson = words.includes('--json');
	const said: string[] = [];
	let code = 0;
	const run: Run =
		(work) =>
		async (...given) => {
			const { root, json } = program.opts<{ root: string; json?: true }>();
			code = await work(openSession(context, { root, json: json === true }), ...given);
		};
	const program = createProgram(context, run, said);
	try {
		await program.parseAsync(helpWords(program, words), { from: 'user' });
		return code;
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) return 0;
		return tellFailure(usageFailure(said.join(''), words), isJson, context);
	}
}

/** All commands; what is wrong with a command line is added to `said`. */
export function createProgram(context: CliContext, run: Run, said: string[] = []): Command {
	const program = new Command('berth')
		.description('Deploys, scales and rolls back many projects on one server without a failed request. Without a command: the console.')
		.version(packageFile.version, '--version', 'print the version')
		.option('--root <directory>', 'the server’s root directory (BERTH_ROOT)', defaultRoot(context))
		.option('--json', 'one JSON object on standard output instead of words')
		.helpCommand('help [command]', 'explain a command and its options')
		.configureHelp({ showGlobalOptions: true })
		.configureOutput({
			writeOut: (text) => {
				for (const line of text.trimEnd().split('\n')) context.print(line);
			},
			writeErr: (text) => said.push(text),
			getOutHelpWidth: () => context.columns ?? 100,
		})
		.exitOverride();
	for (const add of commands) add(program, run);
	return program;
}

/** `help deploy` is `deploy --help`, and the same for a command within another; a wrong command is told as anywhere. */
function helpWords(program: Command, words: readonly string[]): readonly string[] {
	const [first, name, ...more] = words;
	if (first !== 'help' || name === undefined) return words;
	return program.commands.some((command) => command.name() === name) ? [name, ...more, '--help'] : [name];
}

/** What the parser said, as a failure; a command that stops half-way (`berth secrets`) makes it print a whole help. */
function usageFailure(said: string, words: readonly string[]): Failure {
	const half = /^Usage: (berth(?: \w+)*)/.exec(said)?.[1];
	if (half !== undefined)
		return new Failure({ kind: 'refused', what: `${half} needs another word`, next: `\`${half} --help\` lists them` });
	const unknown = words.find((word) => !word.startsWith('-') && said.includes(`unknown command '${word}'`));
	const advice = unknown === undefined ? undefined : adviceForWord(unknown);
	// A word of the command line may have lines, too: only what the parser adds itself is a line of its own.
	const [, what = '', next = '`berth --help` lists all commands'] = /^(?:error: )?(.*?)(?:\n(\(Did you mean .*\)))?\n?$/s.exec(said) ?? [];
	return new Failure({ kind: 'refused', what: what.charAt(0).toUpperCase() + what.slice(1), next: advice ?? next });
}
