import type { LogEntry } from '../../source/watch/logs/log-entry.ts';
import type { Movement } from '../cursor.ts';
import { rowsOf } from './log-rows.ts';
import { headWindow, type LogState, viewOf } from './log-state.ts';
import { hitIndexes, shownIndex, shownLines } from './shown-lines.ts';

/** The log after a movement: what is above the end stands still, the end is followed. */
export function moveLog(log: LogState, movement: Movement): LogState {
	const { lines } = shownLines(log);
	const now = shownIndex(log, log.place?.bottom);
	const last = lines.length - 1;
	const lowest = firstBottom(log, lines);
	const wanted = Math.min(last, Math.max(lowest, movement === 'first' ? lowest : now + distance(movement, log.size.rows, last)));
	if (movement === 'last' && log.window !== headWindow) return follow(log);
	return stopAt(log, lines[wanted]);
}

/** Stops at the newest line, or follows again. */
export function toggleFollow(log: LogState): LogState {
	return log.place === undefined ? stopAt(log, shownLines(log).lines.at(-1)) : follow(log);
}

/** Follows the newest lines. */
export function follow(log: LogState): LogState {
	return { ...log, place: undefined, hit: undefined };
}

/** Goes to the next hit (`by` 1) or the one before it (-1); round the end to the other one. */
export function goToHit(log: LogState, by: 1 | -1): LogState {
	const hits = hitIndexes(log);
	const from = log.hit === undefined ? undefined : shownIndex(log, log.hit);
	const below = from === undefined ? -1 : hits.findIndex((index) => index > from);
	const above = hits.findLastIndex((index) => from === undefined || index < from);
	const turn = by === 1 ? (below === -1 ? 0 : below) : above === -1 ? hits.length - 1 : above;
	return showHit(log, hits[from === undefined ? hits.length - 1 : turn]);
}

/** The log while a text is searched: at its newest hit. */
export function searchLog(log: LogState, search: string): LogState {
	const searching = { ...log, search, hit: undefined };
	return search === '' ? searching : showHit(searching, hitIndexes(searching).at(-1));
}

function showHit(log: LogState, index: number | undefined): LogState {
	if (index === undefined) return log;
	const { lines } = shownLines(log);
	const bottom = Math.min(lines.length - 1, Math.max(firstBottom(log, lines), index + Math.floor(log.size.rows / 2)));
	// Where lines are wrapped, half a screen below the hit may be more than a screen.
	const low = log.isWrapped && rowsBetween(log, lines, index, bottom) > log.size.rows ? index : bottom;
	return { ...stopAt(log, lines[low]), hit: lines[index] };
}

function stopAt(log: LogState, bottom: LogEntry | undefined): LogState {
	return { ...log, place: { view: viewOf(log), bottom } };
}

/** Index of the lowest line on a screen that begins with the first one. */
function firstBottom(log: LogState, lines: readonly LogEntry[]): number {
	let rows = 0;
	for (const [index, entry] of lines.entries()) {
		rows += rowsOf(log, entry);
		if (rows >= log.size.rows) return index;
	}
	return lines.length - 1;
}

function rowsBetween(log: LogState, lines: readonly LogEntry[], from: number, to: number): number {
	return lines.slice(from, to + 1).reduce((sum, entry) => sum + rowsOf(log, entry), 0);
}

function distance(movement: Movement, rows: number, last: number): number {
	const page = Math.max(1, rows - 1);
	const half = Math.max(1, Math.floor(rows / 2));
	const distances: Readonly<Record<Movement, number>> = {
		up: -1,
		down: 1,
		'page-up': -page,
		'page-down': page,
		'half-up': -half,
		'half-down': half,
		first: -last,
		last,
	};
	return distances[movement];
}
