import { basename } from 'node:path';
import type { Files } from '../../host/host.ts';
import { isVersion } from '../../model/names.ts';
import { imageOf, type Release } from '../../model/release.ts';
import { type ProjectLayout, releaseLayout } from '../../server/layout.ts';
import { parseReleaseRecord } from '../../server/release-record.ts';
import type { EngineReading } from './observe-engine.ts';

/** A project's releases, newest first, and the compose files that lie in them, by path. */
export interface ReleasesReading {
	readonly releases: readonly Release[];
	readonly composeFiles: Readonly<Record<string, string>>;
}

/** Reads every release directory of a project; `engine` has all images, which may still be on their way. */
export async function observeReleases(
	files: Files,
	project: string,
	layout: ProjectLayout,
	engine: Promise<Pick<EngineReading, 'images'>>,
): Promise<ReleasesReading> {
	const versions = (await files.list(layout.releases)).filter(isVersion);
	const read = await Promise.all(versions.map((version) => readRelease(files, project, layout, version, engine)));
	const found = read.filter((one) => one !== undefined);
	found.sort((left, right) => right.age - left.age || right.release.version.localeCompare(left.release.version, 'en', { numeric: true }));
	return {
		releases: found.map(({ release }) => release),
		composeFiles: Object.assign({}, ...found.map(({ composeFiles }) => composeFiles)),
	};
}

async function readRelease(
	files: Files,
	project: string,
	layout: ProjectLayout,
	version: string,
	engine: Promise<Pick<EngineReading, 'images'>>,
) {
	const paths = releaseLayout(layout, version);
	const [stat, names, recordText] = await Promise.all([
		files.stat(paths.directory),
		files.list(paths.directory),
		files.readText(paths.record),
	]);
	if (stat?.kind !== 'directory') return undefined;
	const composePaths = [paths.compose('blue'), paths.compose('green')];
	const ours = new Set([paths.record, ...composePaths].map((path) => basename(path)));
	const texts = await Promise.all(composePaths.map((path) => (names.includes(basename(path)) ? files.readText(path) : undefined)));
	const record = parseReleaseRecord(recordText);
	const image = imageOf(project, version);
	const { images } = await engine;
	const release: Release = {
		version,
		image,
		...(record?.imageId !== undefined && { imageId: record.imageId }),
		...(record?.digest !== undefined && { digest: record.digest }),
		...(record?.obtainedAt !== undefined && { obtainedAt: record.obtainedAt }),
		hasImage: images.some(({ tags }) => tags.includes(image)),
		hasSource: names.some((name) => !ours.has(name)),
	};
	const written = composePaths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]] as const]));
	return { release, age: release.obtainedAt ?? stat.modifiedAt, composeFiles: Object.fromEntries(written) };
}
