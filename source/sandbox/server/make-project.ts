import { join } from 'node:path';
import { layoutOf, projectLayout } from '../../server/layout.ts';
import { dockerCommand, type SandboxEngine } from '../engine.ts';
import type { SandboxImages } from '../images.ts';
import type { SandboxSession } from '../program/session.ts';
import { buildSampleImage, writeSampleRelease } from '../release.ts';
import { outputOf } from '../run-or-fail.ts';
import { mustBerth, type ServerStatus } from './berth-program.ts';
import { type SampleProject, type SampleVersion, withSandboxSettings } from './sample-projects.ts';

/** Where the sandbox's projects get what they are made of. */
export interface SampleSources {
	readonly engine: SandboxEngine;
	readonly images: SandboxImages;
}

/** Makes a sample project and puts its first release live, or goes on where an earlier start was cut off. */
export async function makeProject(
	session: SandboxSession,
	sample: SampleProject,
	sources: SampleSources,
	{ projects }: ServerStatus,
	report: (line: string) => void,
): Promise<void> {
	const { name, domain, repository } = sample;
	const found = projects.find((project) => project.name === name);
	if (found?.release !== undefined) return;
	const image = repository === undefined ? [] : ['--image', repository];
	if (found === undefined) {
		report('ports, network, secrets, services');
		await mustBerth(session, 'new', name, '--domain', domain, ...sample.words(sources.images), ...image, '--yes', '--wait', '60s');
	}
	await writeSettings(session, name);
	await writeReleases(session, sample, sources, report);
	const [first] = sample.releases;
	report(`deploying ${first?.version ?? ''}`);
	await mustBerth(session, 'deploy', name, first?.version ?? '', '--yes', '--wait', '60s');
}

/** Puts every release of a sample project there that is missing. The first one last: the newest directory is offered first. */
export async function writeReleases(
	session: SandboxSession,
	sample: SampleProject,
	sources: SampleSources,
	report: (line: string) => void,
): Promise<void> {
	const { commands, files, place } = session;
	const { name, repository } = sample;
	const { releases } = projectLayout(layoutOf(place.root), name);
	for (const release of [...sample.releases].reverse()) await writeRelease(release, join(releases, release.version));

	async function writeRelease(one: SampleVersion, to: string): Promise<void> {
		const made = { files, version: one.version, base: sources.images.app, environment: one.environment };
		if (repository === undefined) {
			if ((await files.stat(join(to, 'Dockerfile.prod'))) === undefined) await writeSampleRelease({ ...made, directory: to });
			return;
		}
		const tag = `${repository}:${one.version}`;
		if ((await outputOf(commands, dockerCommand(sources.engine, 'image', 'inspect', tag))) === undefined) {
			report(`building ${tag}`);
			const directory = join(place.directory, 'build', `${name}-${one.version}`);
			await buildSampleImage({ ...made, directory, commands, engine: sources.engine, tag });
			await files.remove(directory);
		}
		// So that Berth lists it: of an image it knows only what it was told.
		await files.makeDirectory(to);
	}
}

async function writeSettings({ files, place }: SandboxSession, name: string): Promise<void> {
	const { file } = projectLayout(layoutOf(place.root), name);
	const text = (await files.readText(file)) ?? '';
	await files.writeText(file, withSandboxSettings(text));
}
