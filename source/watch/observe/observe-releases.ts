import type { FileStat, Files, ImageInfo } from '../../host/host.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';
import { isVersion } from '../../model/names.ts';
import { imageOf, type Release } from '../../model/release.ts';
import { type ProjectLayout, releaseLayout } from '../../server/layout.ts';
import { parseReleaseRecord, type ReleaseRecord } from '../../server/release-record.ts';
import type { EngineReading } from './observe-engine.ts';

/** So many entries of `releases/` are read; whoever copies releases there can make any number. */
const mostEntries = 1000;

/** A project's releases, newest first, and the compose files that lie in them, by path. */
export interface ReleasesReading {
	readonly releases: readonly Release[];
	readonly composeFiles: Readonly<Record<string, string>>;
	/** What stands in a release's place and is no directory. */
	readonly strangers: Readonly<Record<string, FileStat['kind']>>;
	/** Of releases that could not be read; they are left out. */
	readonly troubles: readonly FailureFacts[];
}

/** What reading a project's releases needs besides its files; all of it may still be on its way. */
export interface ReleasesSetting {
	/** All images. */
	readonly engine: Promise<Pick<EngineReading, 'images'>>;
	/** Versions that are live or have replicas: these are releases, whatever is left of their files. */
	readonly used: Promise<ReadonlySet<string>>;
}

/**
 * Reads every release of a project: those that have a directory, those that Berth has a record of, and those in use. Somebody may
 * have removed the directory of a release that serves, or that a roll back could go to.
 */
export async function observeReleases(
	files: Files,
	project: string,
	layout: ProjectLayout,
	setting: ReleasesSetting,
): Promise<ReleasesReading> {
	const [directories, records] = await Promise.all([files.list(layout.releases, mostEntries + 1), files.list(layout.records)]);
	const isFlooded = directories.length > mostEntries;
	const listed = [...new Set([...(isFlooded ? [] : directories), ...records])].filter(isVersion);
	const readAll = (versions: readonly string[]) =>
		Promise.allSettled(versions.map((version) => readRelease(files, project, releaseLayout(layout, version), version, setting)));
	const reading = readAll(listed);
	const others = [...(await setting.used)].filter((version) => isVersion(version) && !listed.includes(version));
	const read = [...(await reading), ...(await readAll(others))];
	const found = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	found.sort((left, right) => right.age - left.age || right.version.localeCompare(left.version, 'en', { numeric: true }));
	return {
		releases: found.flatMap(({ release }) => release ?? []),
		composeFiles: Object.assign({}, ...found.map(({ composeFiles }) => composeFiles)),
		strangers: Object.fromEntries(found.flatMap(({ stranger }) => (stranger === undefined ? [] : [stranger]))),
		troubles: [
			...(isFlooded ? [flooded(layout.releases)] : []),
			...read.flatMap((one) => (one.status === 'rejected' ? [failureFacts(one.reason)] : [])),
		],
	};
}

function flooded(directory: string): FailureFacts {
	return {
		kind: 'refused',
		what: `${directory} has more than ${mostEntries} entries`,
		why: 'Berth reads no more, so that one project cannot keep the others waiting; only releases in use or with a record are listed',
		next: `Look what they are (ls -U ${directory} | head), and remove what is no release`,
	};
}

async function readRelease(
	files: Files,
	project: string,
	paths: ReturnType<typeof releaseLayout>,
	version: string,
	{ engine, used }: ReleasesSetting,
) {
	const stat = await files.stat(paths.directory);
	const isThere = stat?.kind === 'directory';
	const stranger = stat === undefined || isThere ? undefined : ([version, stat.kind] as const);
	const composePaths = [paths.compose('blue'), paths.compose('green')];
	const [names, recordText, ...texts] = await Promise.all([
		isThere ? files.list(paths.directory, madeBefore.size + 1) : [],
		files.readText(paths.record),
		...composePaths.map((path) => files.readText(path)),
	]);
	const written = parseReleaseRecord(recordText);
	if (!isThere && written === undefined && !(await used).has(version)) return { version, stranger, age: 0, composeFiles: {} };
	const image = imageOf(project, version);
	const { images } = await engine;
	const present = images.find(({ tags }) => tags.includes(image)) ?? images.find(({ id }) => id === written?.imageId);
	const record = written ?? recordOfImage(present);
	const release: Release = {
		version,
		image,
		...(record?.imageId !== undefined && { imageId: record.imageId }),
		...(record?.digest !== undefined && { digest: record.digest }),
		...(record?.obtainedAt !== undefined && { obtainedAt: record.obtainedAt }),
		hasImage: present !== undefined,
		...(present?.tags.includes(image) === false && { untagged: true }),
		hasSource: names.some((name) => !madeBefore.has(name)),
		...(!isThere && { directoryGone: true }),
	};
	const composeFiles = composePaths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]] as const]));
	return { version, release, stranger, age: release.obtainedAt ?? stat?.modifiedAt ?? 0, composeFiles: Object.fromEntries(composeFiles) };
}

/** What an earlier Berth made in a release's directory. Others may write there: it is neither source nor trusted. */
const madeBefore = new Set(['.release.json', 'docker-compose.blue.yml', 'docker-compose.green.yml']);

/** A release that has an image but no record, because an earlier Berth had it among the source: the engine knows enough of it. */
function recordOfImage(image: ImageInfo | undefined): Pick<ReleaseRecord, 'imageId' | 'digest' | 'obtainedAt'> | undefined {
	if (image === undefined) return undefined;
	const [digest] = image.digests;
	return { imageId: image.id, ...(digest !== undefined && { digest }), obtainedAt: image.createdAt };
}
