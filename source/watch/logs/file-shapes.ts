import { describeAccessLine } from '../../proxies/index.ts';
import { isContinuation, isErrorLine } from './error-line.ts';
import { timeOfLine } from './line-time.ts';
import { type LogEntry, shorten } from './log-entry.ts';

/** What a line of a file says of itself. */
export interface LineFacts {
	/** Epoch ms; absent where the line names no time. */
	readonly at?: number | undefined;
	readonly text: string;
	readonly isError: boolean;
}

/** Reads one line of one kind of file. */
export type LineShape = (line: string) => LineFacts;

/** A request, in words for people where the proxy wrote it for programs. */
export const accessShape: LineShape = (line) =>
	describeAccessLine(line) ?? { at: timeOfLine(line), text: line, isError: isFailedRequest(line) };

/** True for a 5xx in a line of the formats `main` and `combined`, which most web servers write. */
export function isFailedRequest(line: string): boolean {
	return /" 5\d\d /.test(line);
}

/** A line of an app, or of the proxy's error log. */
export const plainShape: LineShape = (line) => ({ at: timeOfLine(line), text: line, isError: isErrorLine(line) });

/** A time so far ahead of the clock, ms, is a mistake of the zone: the line would never be in its place. */
const longestAhead = 60_000;

/** Makes entries of the lines of one file, in their order: a line without a time has that of the line before it. */
export function createEntryMaker(from: string, shape: LineShape, now: () => number): (line: string, otherwise: number) => LogEntry {
	let last: number | undefined;
	let isTrace = false;
	return (line, otherwise) => {
		const { at, text, isError } = shape(line);
		if (at !== undefined && at >= (last ?? 0) && at <= now() + longestAhead) last = at;
		isTrace = isError || (isTrace && isContinuation(line));
		return { at: last ?? otherwise, from, text: shorten(text), kind: isTrace ? 'error' : 'plain' };
	};
}
