import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Command, Commands } from './host.ts';

const limit = 10_000;

/** Where `docker` looks for its plugins when nothing else is configured. */
const pluginDirectories = [
	'/usr/local/lib/docker/cli-plugins',
	'/usr/local/libexec/docker/cli-plugins',
	'/usr/lib/docker/cli-plugins',
	'/usr/libexec/docker/cli-plugins',
];

/**
 * How compose is called here: its plugin itself where it lies in a known place (100 ms less for each call than by way of
 * `docker compose`, and nothing to ask first), else `docker compose`, else `docker-compose`. `dockerConfig` is the directory of Docker's client settings. Throws a `Failure` if there is none.
 */
export async function findCompose(commands: Commands, dockerConfig: string): Promise<Command> {
	for (const directory of [join(dockerConfig, 'cli-plugins'), ...pluginDirectories]) {
		const plugin = join(directory, 'docker-compose');
		if (await isExecutable(plugin)) return [plugin];
	}
	for (const command of [['docker', 'compose'], ['docker-compose']] as const) {
		if ((await composeVersion(commands, command)) !== undefined) return command;
	}
	throw new Failure({
		kind: 'external',
		what: 'Berth found no compose on this machine',
		why: 'Neither `docker compose` nor `docker-compose` answers',
		next: 'Install the compose plugin of Docker: apt install docker-compose-plugin, or docker-compose',
	});
}

/** What answers (`2.26.1`), or `undefined` if it is no compose. */
export async function composeVersion(commands: Commands, command: Command): Promise<string | undefined> {
	try {
		const result = await commands.run([...command, 'version', '--short'], { timeout: limit });
		return result.code === 0 ? /^v?(\d+\.\d\S*)/.exec(result.stdout.trim())?.[1] : undefined;
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

async function isExecutable(path: string): Promise<boolean> {
	return access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}
