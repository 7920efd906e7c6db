import type { BerthName } from '../../source/model/berth.ts';
import type { LogEntry } from '../../source/watch/logs/log-entry.ts';
import { type LogQuery, type LogRange, type LogSource, logSources } from '../../source/watch/logs/log-entry.ts';
import { emptyLog, feedLimits, type LogFeed, type LogView } from '../../source/watch/logs/log-feed.ts';

/** Whose lines are seen. */
export interface LogSubject {
	readonly project: string;
	readonly berth?: BerthName | undefined;
	/** One replica alone. */
	readonly replica?: number | undefined;
	/** A data service in place of the app. */
	readonly service?: string | undefined;
}

/** Where somebody stopped to read: the log as it was then, and the lowest line on the screen. */
export interface LogPlace {
	readonly view: LogView;
	/** Absent in an empty log. */
	readonly bottom?: LogEntry | undefined;
}

export interface LogSize {
	readonly columns: number;
	readonly rows: number;
}

/** The one log that is seen, on its own screen or in a project's tab. */
export interface LogState extends LogSubject {
	readonly source: LogSource;
	/** 0–6, see `logWindows`. */
	readonly window: number;
	/** Only lines with that text; with `!` before it, only those without. */
	readonly filter: string;
	readonly isErrorsOnly: boolean;
	/** Text whose places are marked. */
	readonly search: string;
	/** The line of the hit that was gone to. */
	readonly hit?: LogEntry | undefined;
	/** Absent until the operator has chosen, see `showsTimes`. */
	readonly hasTimes?: boolean | undefined;
	readonly isWrapped: boolean;
	/** Characters that lines are moved to the left. */
	readonly shift: number;
	/** Absent while the newest lines are followed. */
	readonly place?: LogPlace | undefined;
	/** The open log; absent before it is opened and after it is closed. */
	readonly feed?: LogFeed | undefined;
	/** Cells for its lines. */
	readonly size: LogSize;
}

export interface LogWindow {
	readonly words: string;
	/** How far back, ms. */
	readonly ago?: number;
	readonly range: LogRange;
}

const minute = 60_000;
const most = { tail: feedLimits.lines } as const;

/** What the keys 0–6 show. */
export const logWindows: readonly LogWindow[] = [
	{ words: 'last 1 000 lines', range: { tail: 1000 } },
	{ words: 'first 1 000 lines', range: { head: 1000 } },
	{ words: 'last minute', ago: minute, range: most },
	{ words: 'last 5 min', ago: 5 * minute, range: most },
	{ words: 'last 15 min', ago: 15 * minute, range: most },
	{ words: 'last 30 min', ago: 30 * minute, range: most },
	{ words: 'last hour', ago: 60 * minute, range: most },
];

/** The number of the window that begins at the first line, and so ends before the last. */
export const headWindow = 1;

/** The log as it opens: how lines are shown stays as it was in the log before. */
export function startLog(subject: LogSubject, before?: LogState): LogState {
	const { hasTimes, isWrapped = false, size = { columns: 80, rows: 20 } } = before ?? {};
	return { ...subject, source: 'app', window: 0, filter: '', isErrorsOnly: false, search: '', hasTimes, isWrapped, shift: 0, size };
}

/** The log of a whole project: as it was left, if it was seen last. */
export function wholeLog(project: string, before?: LogState): LogState {
	const isSame = before?.project === project && [before.berth, before.replica, before.service].every((part) => part === undefined);
	return isSame ? before : startLog({ project }, before);
}

/** Whether each line has its time before it: as chosen, else for requests, whose text has none of its own. */
export function showsTimes({ hasTimes, source }: LogState): boolean {
	return hasTimes ?? source === 'access';
}

/** What is asked of the server for it. */
export function queryOf({ project, berth, replica, service, source, window }: LogState, now: number): LogQuery {
	const { range, ago } = logWindows[window] ?? { range: most };
	const since = ago === undefined ? {} : { since: now - ago };
	const one = source === 'app' ? { berth, replica, service } : {};
	return { project, source, ...one, range: { ...range, ...since }, isFollowed: window !== headWindow };
}

/** The log that is on the screen: as it is now, or as it was where somebody reads. */
export function viewOf({ place, feed }: LogState): LogView {
	return place?.view ?? feed?.get() ?? emptyLog;
}

/** The log without its lines. */
export function forget(log: LogState): LogState {
	return { ...log, feed: undefined, place: undefined, hit: undefined };
}

/** Another source of the same project: `by` 1 is the next one. */
export function turnSource(log: LogState, by: number): LogState {
	const index = logSources.indexOf(log.source) + by + logSources.length;
	const source = logSources[index % logSources.length] ?? 'app';
	return { ...forget(log), source, shift: 0 };
}

/** Another part of the same log. */
export function turnWindow(log: LogState, window: number): LogState {
	return window === log.window ? { ...log, place: undefined, hit: undefined } : { ...forget(log), window };
}
