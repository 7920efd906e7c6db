import { join } from 'node:path';
import type { Commands, Files } from '../host/host.ts';
import { dockerCommand, type SandboxEngine } from './engine.ts';
import { runOrFail } from './run-or-fail.ts';

/** What a release directory of the sample app is made from. */
export interface SampleRelease {
	readonly files: Files;
	/** Is created; files already there are replaced. */
	readonly directory: string;
	readonly version: string;
	/** Image that has Node. */
	readonly base: string;
	/** Baked into the image: BOOT_MS, FAULT, MIGRATE_FAULT… */
	readonly environment: Readonly<Record<string, string>>;
}

/** What an image of the sample app is built with. */
export interface SampleImage extends SampleRelease {
	readonly commands: Commands;
	readonly engine: SandboxEngine;
	readonly tag: string;
}

const appSources = join(import.meta.dirname, 'app');

/** Writes a release directory of the sample app, ready for Berth to build. */
export async function writeSampleRelease(release: SampleRelease): Promise<void> {
	const { directory, files } = release;
	await files.makeDirectory(directory);
	for (const name of await files.list(appSources)) {
		await files.writeText(join(directory, name), (await files.readText(join(appSources, name))) ?? '');
	}
	await files.writeText(join(directory, 'Dockerfile.prod'), renderDockerfile(release));
}

/** Writes a release directory, builds its image and tags it `tag`, for projects that name an image. */
export async function buildSampleImage(image: SampleImage): Promise<void> {
	await writeSampleRelease(image);
	const dockerfile = join(image.directory, 'Dockerfile.prod');
	const command = dockerCommand(image.engine, 'build', '--file', dockerfile, '--tag', image.tag, image.directory);
	await runOrFail(image.commands, `Cannot build the sample app ${image.tag}`, command, { timeout: 120_000 });
}

/** The Dockerfile of a sample release. Settings come last, so that releases share all layers before them. */
export function renderDockerfile({ base, environment, version }: Pick<SampleRelease, 'base' | 'environment' | 'version'>): string {
	const settings = Object.entries({ APP_VERSION: version, PORT: '8000', ...environment });
	return [
		`FROM ${base}`,
		'WORKDIR /app/logs',
		'WORKDIR /app',
		'COPY *.mjs ./',
		...settings.map(([name, value]) => `ENV ${name}=${quote(value)}`),
		'EXPOSE 8000',
		'CMD ["node", "server.mjs"]',
		'',
	].join('\n');
}

/** Docker would put a variable's value in place of `$NAME`. */
function quote(value: string): string {
	return JSON.stringify(value).replaceAll('$', '\\$');
}
