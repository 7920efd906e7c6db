import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { observeLeftovers } from '../../engine/setup/leftovers.ts';
import type { TestProject } from '../../engine/setup/test-project.ts';
import type { TestServer } from '../../engine/setup/test-server.ts';

/** Everything that an operation may change, as it is at one moment. */
export interface WholeState {
	/** Containers and their releases, by name. */
	readonly running: Readonly<Record<string, string>>;
	readonly stopped: Readonly<Record<string, string>>;
	/** Local tags; an image that lost its own as its id. */
	readonly images: readonly string[];
	readonly networks: readonly string[];
	/** Of all files of the project and of nginx by path, but for logs: what their texts hash to; of symlinks the targets. */
	readonly files: Readonly<Record<string, string>>;
}

/** Files whose text has a time in it. */
const timed = /\/release\.json$/;

/** Of a symlink, to tell it from a file. */
export const linkTo = (target: string) => `→ ${target}`;

/** Enough to tell texts apart, and short enough to be read where they differ. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

export async function observeWhole(server: TestServer, project: TestProject): Promise<WholeState> {
	const listed = await server.docker('ps', '--all', '--format', '{{.Names}} {{.State}} {{.Label "berth.release"}}');
	const containers = listed.split('\n').map((line) => line.split(' '));
	const own = containers.filter(([name]) => name?.startsWith(`${project.name}-`));
	const inState = (isWanted: (state: string) => boolean) =>
		Object.fromEntries(own.filter(([, state = '']) => isWanted(state)).map(([name = '', , release = '']) => [name, release]));
	const { images, networks } = await observeLeftovers(server.place);
	return {
		running: inState((state) => state === 'running'),
		stopped: inState((state) => state !== 'running'),
		images: images.filter((image) => image.startsWith(project.name)).sort(),
		networks,
		files: {
			...(await textsBelow(project.files.directory)),
			...(await textsBelow(project.files.made)),
			...(await textsBelow(server.layout.proxyDirectory)),
		},
	};
}

async function textsBelow(directory: string): Promise<Readonly<Record<string, string>>> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const texts = entries.map(async (entry) => {
		const path = join(entry.parentPath, entry.name);
		if (/^(logs|volumes|failed-logs)(\/|$)/.test(relative(directory, path))) return undefined;
		if (entry.isSymbolicLink()) return [path, linkTo(await readlink(path))] as const;
		if (entry.isFile()) return [path, timed.test(path) ? '' : hashOf(await readFile(path, 'utf8'))] as const;
		return [path, 'directory'] as const;
	});
	return Object.fromEntries((await Promise.all(texts)).filter((text) => text !== undefined));
}
