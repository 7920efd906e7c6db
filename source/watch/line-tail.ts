import { basename, dirname, join } from 'node:path';
import type { Files } from '../host/host.ts';

/** The whole lines that a growing file has gained. Calls must not overlap. */
export interface LineTail {
	/** Lines since the last call, without an unfinished last one; survives rotation by renaming and by truncation. */
	read(): Promise<readonly string[]>;
}

/** A file as it was followed so far. */
interface Place {
	readonly inode: number;
	offset: number;
	/** The beginning of a line whose end is not written yet. */
	rest: string;
}

/** Writers keep a renamed file open until they are told to reopen: for so many reads it is still looked into. */
const readsAfterRotation = 10;

/** Starts at the end of the file minus `back` bytes; a file that does not exist yet is read from its beginning. */
export async function openLineTail(files: Files, path: string, back = 0): Promise<LineTail> {
	let place: Place | undefined;
	let rotated: { readonly place: Place; readsLeft: number } | undefined;
	let skipFirst = false;

	const stat = await files.stat(path);
	if (stat !== undefined) {
		place = { inode: stat.inode, offset: Math.max(0, stat.size - back), rest: '' };
		skipFirst = back > 0 && place.offset > 0;
	}

	async function readRotated(): Promise<readonly string[]> {
		if (rotated === undefined) return [];
		const old = await findByInode(files, path, rotated.place.inode);
		const lines = old === undefined ? [] : await readLines(files, old, rotated.place);
		rotated.readsLeft -= 1;
		if (rotated.readsLeft === 0) rotated = undefined;
		return lines;
	}

	async function readPresent(present: Place | undefined, size: number): Promise<readonly string[]> {
		if (present === undefined || size === present.offset) return [];
		if (size < present.offset) Object.assign(present, { offset: 0, rest: '' });
		return readLines(files, path, present);
	}

	return {
		async read() {
			const now = await files.stat(path);
			if (now?.inode !== place?.inode) {
				if (place !== undefined) rotated = { place, readsLeft: readsAfterRotation };
				place = now && { inode: now.inode, offset: 0, rest: '' };
			}
			const lines = [...(await readRotated()), ...(await readPresent(place, now?.size ?? 0))];
			if (!skipFirst || lines.length === 0) return lines;
			skipFirst = false;
			return lines.slice(1);
		},
	};
}

/** What `path` has beyond `place`; nothing, and no progress, if another file took its name meanwhile. */
async function readLines(files: Files, path: string, place: Place): Promise<readonly string[]> {
	const chunk = await files.readFrom(path, place.offset);
	if (chunk === undefined || chunk.text === '') return [];
	if ((await files.stat(path))?.inode !== place.inode) return [];
	const lines = (place.rest + chunk.text).split('\n');
	place.rest = lines.pop() ?? '';
	place.offset = chunk.end;
	return lines;
}

/** The path that a rotated file has now: `access.log.1`, `access.log-20250101`. */
async function findByInode(files: Files, path: string, inode: number): Promise<string | undefined> {
	const name = basename(path);
	const names = (await files.list(dirname(path))).filter((one) => one !== name && one.startsWith(name));
	for (const one of names) {
		const candidate = join(dirname(path), one);
		if ((await files.stat(candidate))?.inode === inode) return candidate;
	}
	return undefined;
}
