import type { Files } from '../../host/host.ts';
import { printableLine } from '../../model/printable-text.ts';

const newline = 0x0a;
const block = 64 * 1024;

/** Bytes of a line that are kept; a file without line ends must not grow in memory. */
const longestLine = 16 * 1024;

/** Offset where the last `lines` lines before `end` begin, or the nearest line to `most` bytes before it. Reads from the end. */
export async function findTail(files: Files, path: string, end: number, lines: number, most: number): Promise<number> {
	if (lines <= 0) return end;
	let missing = lines;
	let from = end;
	let lastStart = end;
	while (from > 0 && end - from < most) {
		const start = Math.max(0, from - block);
		const bytes = await files.readBytes(path, start, from - start);
		if (bytes === undefined || bytes.length < from - start) return end;
		// The line end right before `end` ends the last line; it begins none.
		for (let at = lastNewline(bytes, from === end ? bytes.length - 1 : bytes.length); at >= 0; at = lastNewline(bytes, at)) {
			missing -= 1;
			lastStart = start + at + 1;
			if (missing === 0) return lastStart;
		}
		from = start;
	}
	return from === 0 ? 0 : lastStart;
}

function lastNewline(bytes: Uint8Array, before: number): number {
	return before <= 0 ? -1 : bytes.lastIndexOf(newline, before - 1);
}

/**
 * Offset of the first line from `since` on (epoch ms), by halving: 31 reads in a file of 2 GB. Lines without a time belong
 * to the one before them; where a whole block names no time the file is taken for one that names none, and its last `most` bytes are given:
 * one with a hole may be as long as an app likes.
 */
export async function findSince(
	files: Files,
	path: string,
	end: number,
	{ since, most }: { readonly since: number; readonly most: number },
	timeOf: (text: string) => number | undefined,
): Promise<number> {
	let low = 0;
	let high = end;
	while (high - low > block) {
		const middle = low + Math.floor((high - low) / 2);
		const found = await firstTime(files, path, middle, Math.min(high, middle + block), timeOf);
		if (found === undefined) return Math.max(low, await findTail(files, path, end, Number.POSITIVE_INFINITY, most));
		if (found.at < since) low = found.offset;
		else high = middle;
	}
	return low;
}

/** The first line that begins after `from` and names a time. */
async function firstTime(files: Files, path: string, from: number, to: number, timeOf: (text: string) => number | undefined) {
	const splitter = createLineSplitter();
	const bytes = await files.readBytes(path, from, to - from);
	if (bytes === undefined) return undefined;
	let offset = from;
	for (const [index, line] of splitter.push(bytes).entries()) {
		const at = index === 0 ? undefined : timeOf(line.text);
		if (at !== undefined) return { at, offset };
		offset += line.bytes;
	}
	return undefined;
}

/** The bytes of a file from `from` to `to`, block by block; ends early where the file does. */
export async function* readBlocks(files: Files, path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
	for (let offset = from; offset < to; ) {
		const bytes = await files.readBytes(path, offset, Math.min(block, to - offset));
		if (bytes === undefined || bytes.length === 0) return;
		offset += bytes.length;
		yield bytes;
	}
}

/** Cuts bytes into lines. */
export interface LineSplitter {
	/** Lines that these bytes complete, each with the bytes it took in the file, its line end included. */
	push(bytes: Uint8Array): readonly { readonly text: string; readonly bytes: number }[];
	/** The line that has only begun; it is forgotten. */
	rest(): string;
}

/** Keeps of each line the first 16 KiB, without colours: who reads it looks for times and words. */
export function createLineSplitter(): LineSplitter {
	let begun: Buffer = Buffer.alloc(0);
	let begunBytes = 0;

	function take(piece: Uint8Array): Buffer {
		const kept = piece.subarray(0, Math.max(0, longestLine - begun.length));
		return begun.length === 0 ? Buffer.from(kept.buffer, kept.byteOffset, kept.length) : Buffer.concat([begun, kept]);
	}

	return {
		push(bytes) {
			const lines: { text: string; bytes: number }[] = [];
			let from = 0;
			for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
				lines.push({ text: textOf(take(bytes.subarray(from, at))), bytes: begunBytes + at + 1 - from });
				begun = Buffer.alloc(0);
				begunBytes = 0;
				from = at + 1;
			}
			// A copy: the block that it is a part of shall not be kept for it.
			begun = Buffer.from(take(bytes.subarray(from)));
			begunBytes += bytes.length - from;
			return lines;
		},
		rest() {
			const text = textOf(begun);
			begun = Buffer.alloc(0);
			begunBytes = 0;
			return text;
		},
	};
}

function textOf(bytes: Buffer): string {
	return printableLine(bytes.toString('utf8').replace(/\r$/, ''));
}
