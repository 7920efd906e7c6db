import type { BerthName } from '../../model/berth.ts';

/**
 * Where a project's lines come from: its replicas, the proxy's two logs of its site, the files that its app writes, or what replicas said that
 * failed in a change and are gone.
 */
export type LogSource = 'app' | 'access' | 'error' | 'files' | 'failed';

export const logSources: readonly LogSource[] = ['app', 'access', 'error', 'files', 'failed'];

/** One line of a log. A `notice` is Berth's own word: a replica came or went, the engine does not answer. */
export interface LogEntry {
	/** Epoch ms; where the line names no time, that of the line before it. */
	readonly at: number;
	/** Who wrote it, in short: `blue-1`, `access`, `worker.log`. */
	readonly from: string;
	readonly text: string;
	readonly kind: 'plain' | 'error' | 'notice';
}

/** Which part of a log; of several sources, each gives so much. */
export interface LogRange {
	/** The last so many lines. */
	readonly tail?: number;
	/** The first so many lines. */
	readonly head?: number;
	/** Epoch ms: lines from then on. */
	readonly since?: number;
}

/** Whose lines, and which. */
export interface LogQuery {
	readonly project: string;
	readonly source: LogSource;
	/** Only replicas of that berth. */
	readonly berth?: BerthName | undefined;
	/** Only the replica of that number. */
	readonly replica?: number | undefined;
	/** Only that data service, in place of the replicas. */
	readonly service?: string | undefined;
	readonly range: LogRange;
	/** Reading is only the beginning: a last line that is not finished is left to what follows. */
	readonly isFollowed: boolean;
}

/** Takes what following a log brings. */
export interface LogSink {
	add(entries: readonly LogEntry[]): void;
	/** Why lines cannot be had now; `undefined` when they come again. */
	trouble(why: string | undefined): void;
}

/** Lines of one source of one project: read once, then followed from where reading has ended. */
export interface LogOrigin {
	/** One stream in order of time for each replica or file; throws a `Failure` if the engine does not answer. */
	read(signal: AbortSignal): Promise<readonly AsyncIterable<LogEntry>[]>;
	/** Gives what comes after it, until aborted; never throws. */
	follow(sink: LogSink, signal: AbortSignal): Promise<void>;
}

/** A line of Berth's own among the others. */
export function notice(at: number, text: string): LogEntry {
	return { at, from: 'berth', text, kind: 'notice' };
}

/** Characters of a line that are kept. */
export const longestText = 4096;

/** The text of a line, cut with `…` where it is longer than anybody reads. */
export function shorten(text: string): string {
	return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
