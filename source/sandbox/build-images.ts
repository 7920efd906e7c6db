import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { buildBaseImage } from './base-image.ts';
import { observeDebianMachine, requireRoot } from './debian-machine.ts';
import { dockerCommand } from './engine.ts';
import type { ImageWorld } from './image-world.ts';
import { outputOf, runOrFail } from './run-or-fail.ts';

type ImageName = 'nginx' | 'postgres' | 'redis' | 'app';

const names: readonly ImageName[] = ['nginx', 'postgres', 'redis', 'app'];
/** Seconds that each build takes where the package archive is near. */
const usualSeconds: Readonly<Record<ImageName, number>> = { nginx: 15, postgres: 35, redis: 10, app: 5 };
const sources = join(import.meta.dirname, 'images');
const buildLimit = 600_000;
/** Carries a digest of the files an image was built from, so that a changed one is built again. */
const digestLabel = 'berth.sandbox.sources';

/** True if all four images are there and built from the files as they are now. */
export async function haveLocalImages(world: ImageWorld): Promise<boolean> {
	return (await missingImages(world)).length === 0;
}

/** Builds the images that are missing or outdated from the distribution's packages; needs root on Debian or Ubuntu. */
export async function buildLocalImages(world: ImageWorld): Promise<void> {
	await requireRoot(world.commands, 'no registry answers, and only root can build images from packages');
	const machine = await observeDebianMachine(world.commands, world.files);
	if (machine === undefined) {
		throw new Failure({
			kind: 'refused',
			what: "Cannot have the sandbox's images",
			why: 'no registry answers, and building them needs Debian or Ubuntu with its own package archive',
			next: 'Let the Docker engine reach a registry, or run this on Debian or Ubuntu.',
		});
	}
	await buildBaseImage(world, machine);
	const proxy = machine.proxy === undefined ? [] : ['--build-arg', `http_proxy=${machine.proxy}`];
	for (const name of await missingImages(world)) await buildImage(world, name, proxy);
}

async function missingImages(world: ImageWorld): Promise<readonly ImageName[]> {
	const isCurrent = await Promise.all(names.map((name) => hasCurrentImage(world, name)));
	return names.filter((_, index) => !isCurrent[index]);
}

async function hasCurrentImage(world: ImageWorld, name: ImageName): Promise<boolean> {
	const format = `{{index .Config.Labels "${digestLabel}"}}`;
	const found = await outputOf(world.commands, dockerCommand(world.engine, 'image', 'inspect', '--format', format, tagOf(name)));
	return found !== undefined && found === (await digestOf(world, name));
}

async function digestOf({ files }: ImageWorld, name: ImageName): Promise<string> {
	const hash = createHash('sha256');
	for (const file of await files.list(join(sources, name))) hash.update(`${file}\n${await files.readText(join(sources, name, file))}\n`);
	return hash.digest('hex').slice(0, 16);
}

/** On the host's network, since a container's own may not reach the package archive. */
async function buildImage(world: ImageWorld, name: ImageName, settings: readonly string[]): Promise<void> {
	const { commands, directory, engine, files, report } = world;
	report(`building the ${name} image, usually ${usualSeconds[name]} s`);
	const context = join(directory, 'build', name);
	await files.makeDirectory(join(directory, 'build'));
	const what = `Cannot build the ${name} image`;
	await runOrFail(commands, what, ['cp', '-rT', join(sources, name), context]);
	if (name === 'app') await runOrFail(commands, what, ['cp', await nodeProgram(world), join(context, 'node')]);
	const label = `${digestLabel}=${await digestOf(world, name)}`;
	const words = ['build', '--network', 'host', ...settings, '--label', label, '--tag', tagOf(name), context];
	await runOrFail(commands, what, dockerCommand(engine, ...words), { timeout: buildLimit });
	await files.remove(context);
}

/** The Node that npm installed for this machine, which needs nothing but the C and C++ libraries; else the one that runs now. */
async function nodeProgram({ files }: ImageWorld): Promise<string> {
	const installed = join(import.meta.dirname, '../../node_modules', `node-linux-${process.arch}`, 'bin/node');
	return (await files.stat(installed)) === undefined ? process.execPath : installed;
}

function tagOf(name: ImageName): string {
	return `berth-sandbox/${name}:local`;
}
