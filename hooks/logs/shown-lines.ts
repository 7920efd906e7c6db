import { type LineFilter, lineTest, textPattern } from '../../source/watch/logs/line-filter.ts';
import type { LogEntry } from '../../source/watch/logs/log-entry.ts';
import { type LogState, viewOf } from './log-state.ts';

/** The lines of a log that a filter leaves. */
export interface ShownLines {
	readonly lines: readonly LogEntry[];
	/** Length of the longest name before a line. */
	readonly nameLength: number;
}

interface Known extends ShownLines {
	readonly key: string;
}

/** Asked for by each key and by each frame: the same lines are not gone through twice. */
const known = new WeakMap<readonly LogEntry[], Known>();

/** The lines that the log shows, oldest first. */
export function shownLines(log: LogState): ShownLines {
	const all = allLines(log);
	const key = `${log.isErrorsOnly} ${log.filter}`;
	const before = known.get(all);
	if (before?.key === key) return before;
	const lines = isUnfiltered(log) ? all : all.filter(lineTest(filterOf(log)));
	const nameLength = lines.reduce((longest, { from }) => Math.max(longest, from.length), 0);
	const found = { key, lines, nameLength };
	known.set(all, found);
	return found;
}

/** Index of a line among those shown; of a line that is filtered out, of the nearest one before it. */
export function shownIndex(log: LogState, entry: LogEntry | undefined): number {
	const { lines } = shownLines(log);
	if (entry === undefined) return lines.length - 1;
	const index = lines.lastIndexOf(entry);
	if (index !== -1) return index;
	const before = lines.findLastIndex(({ at }) => at <= entry.at);
	return before === -1 ? Math.min(0, lines.length - 1) : before;
}

/** Indexes of the lines that the search finds. */
export function hitIndexes(log: LogState): readonly number[] {
	if (log.search === '') return [];
	const pattern = textPattern(log.search);
	return shownLines(log).lines.flatMap(({ text }, index) => (pattern.test(text) ? [index] : []));
}

function allLines(log: LogState): readonly LogEntry[] {
	const { entries, errors } = viewOf(log);
	return log.isErrorsOnly ? errors : entries;
}

function isUnfiltered({ filter, isErrorsOnly }: LogState): boolean {
	return !isErrorsOnly && (filter === '' || filter === '!');
}

function filterOf({ filter, isErrorsOnly }: LogState): LineFilter {
	const isInverse = filter.startsWith('!');
	const text = isInverse ? filter.slice(1) : filter;
	// `!` alone would leave nothing.
	return { text, isInverse: isInverse && text !== '', isErrorsOnly };
}
