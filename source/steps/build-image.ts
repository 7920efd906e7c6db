import { dirname, join, relative } from 'node:path';
import type { Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { BuildSource } from './shapes.ts';
import type { StepContext } from './step.ts';

/** The image to be made: its local tag, and whose release it is. */
interface ReleaseImage {
	readonly project: string;
	readonly version: string;
	readonly image: string;
}

/**
 * Builds from files that only root can reach by the names that Docker gets: the release lies where others may swap any part of it for a
 * link while it is built, and Docker would follow it. The place is the same for every release, so that BuildKit is sent what is new only.
 */
export async function buildImage(
	data: ReleaseImage,
	from: BuildSource,
	{ host, report, signal }: Pick<StepContext, 'host' | 'report' | 'signal'>,
): Promise<void> {
	const { files, docker } = host;
	const { context, place } = from;
	const name = relative(context, from.dockerfile);
	const labels = { 'berth.project': data.project, 'berth.release': data.version };
	await files.remove(place);
	try {
		await files.makeDirectory(dirname(place), 0o700);
		await files.enclose(context, place, signal);
		await requireFile(files, from, name);
		for (const ignore of ['.dockerignore', `${name}.dockerignore`]) await refuseLink(files, from, ignore);
		await docker.build({ context: place, dockerfile: join(place, name), tag: data.image, labels, onLine: report, signal });
	} finally {
		await files.remove(place);
	}
}

async function requireFile(files: Files, from: BuildSource, name: string): Promise<void> {
	for (let part = name; part !== '.'; part = dirname(part)) await refuseLink(files, from, part);
	if ((await files.stat(join(from.place, name)))?.kind === 'file') return;
	throw new Failure({
		kind: 'refused',
		what: `There is no file ${from.dockerfile}`,
		why: 'The image is built as it says',
		next: 'Copy it there, or name another one in project.yml (build: dockerfile)',
	});
}

/** Docker follows it out of the release, as root. Links among the other files are stored as they are. */
async function refuseLink(files: Files, { context, place }: BuildSource, name: string): Promise<void> {
	if ((await files.stat(join(place, name)))?.kind !== 'link') return;
	const target = await files.readLink(join(place, name));
	throw new Failure({
		kind: 'refused',
		what: `${join(context, name)} is a symlink, which Berth does not follow`,
		why: `Docker would read ${target} as root`,
		next: 'Put the file itself in its place',
	});
}
