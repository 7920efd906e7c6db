import { join } from 'node:path';
import { type DebianMachine, installPackages } from './debian-machine.ts';
import { dockerCommand } from './engine.ts';
import type { ImageWorld } from './image-world.ts';
import { outputOf, runOrFail } from './run-or-fail.ts';

/** The tag that the other images' Dockerfiles begin from. */
const baseImage = 'berth-sandbox/debian:local';
const bootstrapLimit = 600_000;

/** Makes a small Debian (or this Ubuntu) image from the machine's own package archive, unless it is there. */
export async function buildBaseImage(world: ImageWorld, machine: DebianMachine): Promise<void> {
	const { commands, directory, engine, files, report } = world;
	if (await outputOf(commands, dockerCommand(engine, 'image', 'inspect', '--format', '{{.Id}}', baseImage))) return;
	if (!(await outputOf(commands, ['which', 'debootstrap']))) await installPackages(commands, ['debootstrap'], report);
	const root = join(directory, 'build', 'base');
	const archive = join(directory, 'build', 'base.tar');
	await files.remove(root);
	await files.makeDirectory(root);
	await bootstrap(world, machine, root);
	report('importing the base image, usually some seconds');
	const what = 'Cannot import the base image';
	const excluded = ['./var/cache/apt/archives/*.deb', './var/lib/apt/lists/*'].map((pattern) => `--exclude=${pattern}`);
	await runOrFail(commands, what, ['tar', '--directory', root, '--create', '--file', archive, ...excluded, '.']);
	await runOrFail(commands, what, dockerCommand(engine, 'import', archive, baseImage), { timeout: 120_000 });
	await files.remove(root);
	await files.remove(archive);
}

/** PostgreSQL 15 and Redis 7 are bookworm's; Ubuntu gives what it has, with Redis in `universe`. */
async function bootstrap({ commands, report }: ImageWorld, machine: DebianMachine, root: string): Promise<void> {
	const isDebian = machine.distribution === 'debian';
	const suite = isDebian ? 'bookworm' : machine.codename;
	report(`bootstrapping ${suite}, usually a minute`);
	await runOrFail(
		commands,
		`Cannot bootstrap ${suite}`,
		[
			'debootstrap',
			...['--variant=minbase', '--include=ca-certificates', `--components=${isDebian ? 'main' : 'main,universe'}`],
			...[`--keyring=${machine.keyring}`, `--arch=${machine.architecture}`, suite, root, machine.mirror],
		],
		{ timeout: bootstrapLimit, ...(machine.proxy !== undefined && { env: { http_proxy: machine.proxy } }) },
	);
}
