import { join } from 'node:path';
import type { Command } from '../host/host.ts';
import { type DebianMachine, installPackages, observeDebianMachine, requireRoot } from './debian-machine.ts';
import { outputOf, runOrFail } from './run-or-fail.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** The first Debian whose archive has Compose v2; its program needs nothing but the C library. */
const composeSuite = 'trixie';

/**
 * Makes sure there is a Compose. Gives the `DOCKER_CONFIG` directory that has the plugin, or `undefined` if `docker compose`
 * or `docker-compose` works without one. Throws a `Failure` if neither can be had.
 */
export async function ensureCompose(world: SandboxWorld): Promise<string | undefined> {
	const { commands, directory, files, report } = world;
	const config = join(directory, 'docker-config');
	if (await hasComposePlugin(world)) return undefined;
	if (await hasComposePlugin(world, config)) return config;
	if (await outputOf(commands, ['docker-compose', 'version', '--short'])) return undefined;
	await requireRoot(commands, 'Docker Compose is missing');
	const machine = await observeDebianMachine(commands, files);
	if (machine?.distribution === 'debian') {
		try {
			await unpackPlugin(world, machine, config);
			if (await hasComposePlugin(world, config)) return config;
		} catch {
			report('Compose v2 is not to be had, taking v1');
		}
	}
	await installPackages(commands, [machine?.distribution === 'ubuntu' ? 'docker-compose-v2' : 'docker-compose'], report);
	return undefined;
}

async function hasComposePlugin({ commands }: SandboxWorld, config?: string): Promise<boolean> {
	const env = config === undefined ? {} : { env: { DOCKER_CONFIG: config } };
	return (await outputOf(commands, ['docker', 'compose', 'version', '--short'], env)) !== undefined;
}

/** Downloads one package of a newer Debian through apt, which checks its signatures, with lists of its own; nothing is installed. */
async function unpackPlugin(world: SandboxWorld, machine: DebianMachine, config: string): Promise<void> {
	const { commands, directory, files, report } = world;
	report('downloading Docker Compose v2, usually some seconds');
	const work = join(directory, 'compose-package');
	await files.makeDirectory(join(work, 'lists', 'partial'));
	await files.makeDirectory(join(work, 'cache', 'archives', 'partial'));
	await files.writeText(join(work, 'sources.list'), `deb [signed-by=${machine.keyring}] ${machine.mirror} ${composeSuite} main\n`);
	const what = 'Cannot download Docker Compose v2';
	await runOrFail(commands, what, aptGet(work, 'update'), { timeout: 120_000 });
	await runOrFail(commands, what, aptGet(work, 'download', 'docker-compose'), { cwd: work, timeout: 120_000 });
	const package_ = (await files.list(work)).find((name) => name.endsWith('.deb')) ?? '';
	await runOrFail(commands, what, ['dpkg-deb', '--extract', join(work, package_), join(work, 'unpacked')]);
	await files.makeDirectory(join(config, 'cli-plugins'));
	const plugin = join('cli-plugins', 'docker-compose');
	await files.rename(join(work, 'unpacked', 'usr/libexec/docker', plugin), join(config, plugin));
	await files.remove(work);
}

function aptGet(work: string, ...words: string[]): Command {
	const settings = {
		'Dir::Etc::SourceList': join(work, 'sources.list'),
		'Dir::Etc::SourceParts': '/dev/null',
		'Dir::State::Lists': join(work, 'lists'),
		'Dir::Cache': join(work, 'cache'),
		'Acquire::Languages': 'none',
		'APT::Sandbox::User': 'root',
	};
	return ['apt-get', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]), ...words];
}
