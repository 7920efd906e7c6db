import { basename, dirname, join } from 'node:path';
import type { Files, TextPart } from '../host/host.ts';

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

	const end = await files.readFrom(path, Number.MAX_SAFE_INTEGER);
	if (end !== undefined) {
		place = { inode: end.inode, offset: Math.max(0, end.end - back), rest: '' };
		skipFirst = back > 0 && place.offset > 0;
	}

	/** What the file has gained, after a note of where that begins: once a second for every site, hence in one look. */
	async function readPresent(): Promise<TextPart | undefined> {
		const part = await files.readFrom(path, place?.offset ?? 0);
		if (part?.inode === place?.inode && (part === undefined || part.end >= (place?.offset ?? 0))) return part;
		if (part?.inode !== place?.inode && place !== undefined) rotated = { place, readsLeft: readsAfterRotation };
		place = part && { inode: part.inode, offset: 0, rest: '' };
		return files.readFrom(path, 0);
	}

	async function readRotated(): Promise<readonly string[]> {
		if (rotated === undefined) return [];
		const old = await findByInode(files, path, rotated.place.inode);
		const lines = old === undefined ? [] : take(rotated.place, await files.readFrom(old, rotated.place.offset));
		rotated.readsLeft -= 1;
		if (rotated.readsLeft === 0) rotated = undefined;
		return lines;
	}

	return {
		async read() {
			const part = await readPresent();
			const lines = [...(await readRotated()), ...(place === undefined ? [] : take(place, part))];
			if (!skipFirst || lines.length === 0) return lines;
			skipFirst = false;
			return lines.slice(1);
		},
	};
}

/** The whole lines of what was read beyond `place`; none, and no progress, if another file has taken the name meanwhile. */
function take(place: Place, part: TextPart | undefined): readonly string[] {
	if (part === undefined || part.text === '' || part.inode !== place.inode) return [];
	const lines = (place.rest + part.text).split('\n');
	place.rest = lines.pop() ?? '';
	place.offset = part.end;
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
