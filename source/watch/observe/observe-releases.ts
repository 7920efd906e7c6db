import type { FileStat, Files, ImageInfo } from '../../host/host.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';
import { isVersion } from '../../model/names.ts';
import { imageOf, type Release } from '../../model/release.ts';
import { type ProjectLayout, releaseLayout } from '../../server/layout.ts';
import { parseReleaseRecord, type ReleaseRecord } from '../../server/release-record.ts';
import type { EngineReading } from './observe-engine.ts';

/** A project's releases, newest first, and the compose files that lie in them, by path. */
export interface ReleasesReading {
	readonly releases: readonly Release[];
	readonly composeFiles: Readonly<Record<string, string>>;
	/** What stands in a release's place and is no directory. */
	readonly strangers: Readonly<Record<string, FileStat['kind']>>;
	/** Of releases that could not be read; they are left out. */
	readonly troubles: readonly FailureFacts[];
}

/** Reads every release directory of a project; `engine` has all images, which may still be on their way. */
export async function observeReleases(
	files: Files,
	project: string,
	layout: ProjectLayout,
	engine: Promise<Pick<EngineReading, 'images'>>,
): Promise<ReleasesReading> {
	const versions = (await files.list(layout.releases)).filter(isVersion);
	const read = await Promise.allSettled(versions.map((version) => readRelease(files, project, layout, version, engine)));
	const found = read.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : []));
	found.sort((left, right) => right.age - left.age || right.release.version.localeCompare(left.release.version, 'en', { numeric: true }));
	return {
		releases: found.map(({ release }) => release),
		composeFiles: Object.assign({}, ...found.map(({ composeFiles }) => composeFiles)),
		strangers: await strangersAmong(
			files,
			layout,
			versions.filter((name) => found.every(({ release }) => release.version !== name)),
		),
		troubles: read.flatMap((one) => (one.status === 'rejected' ? [failureFacts(one.reason)] : [])),
	};
}

async function strangersAmong(files: Files, layout: ProjectLayout, versions: readonly string[]): Promise<ReleasesReading['strangers']> {
	const stats = await Promise.all(versions.map((version) => files.stat(releaseLayout(layout, version).directory)));
	return Object.fromEntries(
		versions.flatMap((version, index) => (stats[index] === undefined ? [] : [[version, stats[index].kind] as const])),
	);
}

async function readRelease(
	files: Files,
	project: string,
	layout: ProjectLayout,
	version: string,
	engine: Promise<Pick<EngineReading, 'images'>>,
) {
	const paths = releaseLayout(layout, version);
	const stat = await files.stat(paths.directory);
	if (stat?.kind !== 'directory') return undefined;
	const composePaths = [paths.compose('blue'), paths.compose('green')];
	const [names, recordText, ...texts] = await Promise.all([
		files.list(paths.directory),
		files.readText(paths.record),
		...composePaths.map((path) => files.readText(path)),
	]);
	const image = imageOf(project, version);
	const present = (await engine).images.find(({ tags }) => tags.includes(image));
	const record = parseReleaseRecord(recordText) ?? recordOfImage(present);
	const release: Release = {
		version,
		image,
		...(record?.imageId !== undefined && { imageId: record.imageId }),
		...(record?.digest !== undefined && { digest: record.digest }),
		...(record?.obtainedAt !== undefined && { obtainedAt: record.obtainedAt }),
		hasImage: present !== undefined,
		hasSource: names.some((name) => !madeBefore.has(name)),
	};
	const written = composePaths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]] as const]));
	return { release, age: release.obtainedAt ?? stat.modifiedAt, composeFiles: Object.fromEntries(written) };
}

/** What an earlier Berth made in a release's directory. Others may write there: it is neither source nor trusted. */
const madeBefore = new Set(['.release.json', 'docker-compose.blue.yml', 'docker-compose.green.yml']);

/** A release that has an image but no record, because an earlier Berth had it among the source: the engine knows enough of it. */
function recordOfImage(image: ImageInfo | undefined): Pick<ReleaseRecord, 'imageId' | 'digest' | 'obtainedAt'> | undefined {
	if (image === undefined) return undefined;
	const [digest] = image.digests;
	return { imageId: image.id, ...(digest !== undefined && { digest }), obtainedAt: image.createdAt };
}
