import type { FileStat, Files } from '../../host/host.ts';
import { createLineSplitter, findSince, findTail, readBlocks } from './file-lines.ts';
import { createEntryMaker, type LineShape } from './file-shapes.ts';
import { type LogEntry, type LogRange, type LogSink, notice } from './log-entry.ts';

/** So much of a file is looked through for its last lines, and given of one whose lines name no time, bytes. */
const longestTail = 16 * 1024 * 1024;

/** Behind by more than this, bytes, a follower gives up what is between and goes on near the end. */
const farBehind = 8 * 1024 * 1024;
const resumeAt = 1024 * 1024;

export interface FollowedFileOptions {
	readonly files: Files;
	/** Its short name. */
	readonly from: string;
	readonly shape: LineShape;
	/** Epoch ms. */
	now(): number;
}

/** One file of lines, known by its inode, so that it may be renamed. */
export interface FollowedFile {
	/** Its lines of that range up to the present end. */
	read(path: string, stat: FileStat, range: LogRange, keepsRest: boolean): AsyncGenerator<LogEntry>;
	/** Passes what it holds. */
	skip(stat: FileStat): void;
	/** What it has gained. */
	readMore(path: string, stat: FileStat, sink: LogSink): Promise<void>;
}

export function createFollowedFile({ files, from, shape, now }: FollowedFileOptions): FollowedFile {
	const make = createEntryMaker(from, shape, now);
	let splitter = createLineSplitter();
	let offset = 0;
	let skipsFirst = false;

	function goTo(place: number, isWithinLine: boolean): void {
		splitter = createLineSplitter();
		offset = place;
		skipsFirst = isWithinLine;
	}

	return {
		async *read(path, { size, modifiedAt }, range, keepsRest) {
			goTo(await beginOf(files, path, { size, modifiedAt }, range, (line) => shape(line).at), false);
			const { head = Number.POSITIVE_INFINITY, since = 0 } = range;
			let count = 0;
			for await (const bytes of readBlocks(files, path, offset, size)) {
				offset += bytes.length;
				for (const { text } of splitter.push(bytes)) {
					const entry = make(text, modifiedAt);
					if (entry.at < since) continue;
					count += 1;
					if (count > head) return;
					yield entry;
				}
			}
			const rest = keepsRest ? '' : splitter.rest();
			if (rest !== '') yield make(rest, modifiedAt);
		},
		skip({ size }) {
			goTo(size, false);
		},
		async readMore(path, { size }, sink) {
			if (size < offset) goTo(0, false);
			if (size - offset > farBehind) {
				const skipped = size - resumeAt - offset;
				goTo(size - resumeAt, true);
				sink.add([notice(now(), `${Math.round(skipped / 1024 / 1024)} MiB of ${from} left out: it grows faster than it can be read`)]);
			}
			for await (const bytes of readBlocks(files, path, offset, size)) {
				offset += bytes.length;
				const lines = splitter.push(bytes);
				const at = now();
				sink.add(lines.slice(skipsFirst ? 1 : 0).map(({ text }) => make(text, at)));
				if (lines.length > 0) skipsFirst = false;
			}
		},
	};
}

/** Where the lines of a range begin. */
async function beginOf(
	files: Files,
	path: string,
	{ size, modifiedAt }: Pick<FileStat, 'size' | 'modifiedAt'>,
	{ tail, since }: LogRange,
	timeOf: (line: string) => number | undefined,
): Promise<number> {
	if (since !== undefined && modifiedAt < since) return size;
	const bySince = since === undefined ? 0 : await findSince(files, path, size, { since, most: longestTail }, timeOf);
	return tail === undefined ? bySince : Math.max(bySince, await findTail(files, path, size, tail, longestTail));
}
