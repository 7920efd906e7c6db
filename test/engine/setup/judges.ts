import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCommands } from '../../../source/host/commands.ts';
import { composeVersion, findCompose } from '../../../source/host/compose-program.ts';
import type { Command } from '../../../source/host/host.ts';
import { parseNginxVersion } from '../../../source/proxies/nginx/answers.ts';
import { dockerCommand } from '../../../source/sandbox/engine.ts';
import type { TestEngine } from './test-engine.ts';

const commands = createCommands();
const limit = { timeout: 120_000 };

/** The programs that have the last word on what Berth writes. Each gives its words for what it refuses, else nothing. */
export interface Judges {
	readonly nginxVersion: string;
	/** Main configurations, each by itself. */
	nginx(mains: readonly string[]): Promise<string | undefined>;
	/** A compose file as a person would give it, with the values of `env`: to each of the versions that are here. */
	compose(file: string, env: string): Promise<string | undefined>;
	/** What compose 2 understands of a file. */
	understood(file: string): Promise<Understood>;
}

export interface Understood {
	readonly services: Readonly<Record<string, { readonly environment?: object | null; readonly command?: readonly string[] | null }>>;
}

/** `root`: all files that they are asked about are below it, and some of their own. */
export async function openJudges({ engine, images }: TestEngine, root: string): Promise<Judges> {
	const inContainer = (program: string, ...words: string[]) =>
		commands.run(
			dockerCommand(
				engine,
				...['run', '--rm', '--network', 'none', '--volume', `${root}:${root}`],
				...['--entrypoint', program, images.nginx, ...words],
			),
			limit,
		);
	const version = await inContainer('nginx', '-v');
	const directory = engine.config ?? '/root/.docker';
	const env = { DOCKER_CONFIG: directory };
	const composes = await composesHere(directory);
	const config = (program: Command, file: string, ...words: string[]) =>
		commands.run([...program, '--project-name', 'fuzz', '--project-directory', root, '--profile', 'migrate', '--file', file, ...words], {
			...limit,
			env,
		});
	return {
		nginxVersion: parseNginxVersion(version.stderr) ?? 'unknown',
		async nginx(mains) {
			const list = join(root, 'mains');
			await writeFile(list, mains.map((main) => `${main}\n`).join(''));
			const each = 'while read -r main; do nginx -t -q -c "$main" || exit 1; done < "$1"';
			const { code, stdout, stderr } = await inContainer('sh', '-c', each, 'sh', list);
			await rm(list);
			return code === 0 ? undefined : `${stdout}${stderr}`;
		},
		async compose(file, envFile) {
			for (const program of composes) {
				const { code, stderr } = await config(program, file, '--env-file', envFile, 'config', '--quiet');
				if (code !== 0) return `${program.join(' ')}: ${stderr}`;
			}
			return undefined;
		},
		async understood(file) {
			const { code, stdout, stderr } = await config(await findCompose(commands, directory), file, 'config', '--format', 'json');
			if (code !== 0) throw new Error(stderr);
			return JSON.parse(stdout) as Understood;
		},
	};
}

/** The one that Berth takes, and version 1 where it is there too. */
async function composesHere(dockerConfig: string): Promise<readonly Command[]> {
	const found = await findCompose(commands, dockerConfig);
	const old: Command = ['docker-compose'];
	return (await composeVersion(commands, old))?.startsWith('1.') === true && found.join() !== old.join() ? [found, old] : [found];
}
