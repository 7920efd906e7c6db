import { failureFacts } from '../../model/failure.ts';
import type { Layout } from '../../server/layout.ts';
import { batchTime, followLines } from './follow-lines.ts';
import { type BufferLimits, createLineBuffer } from './line-buffer.ts';
import type { LogEntry, LogQuery } from './log-entry.ts';
import { mergeByTime } from './merge-by-time.ts';
import { type LogHost, openOrigin } from './open-origin.ts';

/** A log as it is seen, replaced as a whole with each batch of lines. */
export interface LogView {
	/** Oldest first. */
	readonly entries: readonly LogEntry[];
	/** Errors alone: they stay when a flood of other lines has driven them out of `entries`. */
	readonly errors: readonly LogEntry[];
	/** Lines that gave way to newer ones. */
	readonly dropped: number;
	/** Lines seen since it was opened. */
	readonly received: number;
	/** `reading` what is there; `following` what comes; `whole`: all that was asked for is there. */
	readonly state: 'reading' | 'following' | 'whole';
	/** Why lines cannot be had now. */
	readonly trouble?: string;
}

/** An open log. It reads and holds lines until it is closed, and none after. */
export interface LogFeed {
	get(): LogView;
	/** Calls back after each change, at most five times a second; returns the end of it. */
	subscribe(changed: () => void): () => void;
	close(): void;
}

/** What a log holds: some megabytes, whatever is written. */
export const feedLimits: BufferLimits = { lines: 10_000, characters: 4 * 1024 * 1024 };
const errorLimits: BufferLimits = { lines: 1000, characters: 512 * 1024 };

export const emptyLog: LogView = { entries: [], errors: [], dropped: 0, received: 0, state: 'reading' };

/** Pause after reading has failed, ms. */
const retryAfter = 2000;

/** Opens a log: what the query's range names first, then, if it is followed, what comes. */
export function openLogFeed(host: LogHost, layout: Layout, query: LogQuery): LogFeed {
	const abort = new AbortController();
	const { signal } = abort;
	const listeners = new Set<() => void>();
	let all = createLineBuffer(feedLimits);
	let errors = createLineBuffer(errorLimits);
	let view = emptyLog;
	let received = 0;
	let dropped = 0;

	function publish(change: Partial<LogView> = {}): void {
		if (signal.aborted) return;
		view = { ...view, entries: all.entries(), errors: errors.entries(), received, dropped: dropped + all.dropped, ...change };
		for (const changed of listeners) changed();
	}

	function keep(entries: readonly LogEntry[]): void {
		all.add(entries);
		errors.add(entries.filter(({ kind }) => kind === 'error'));
		received += entries.length;
	}

	function tellTrouble(why: string | undefined): void {
		const { trouble, ...rest } = view;
		if (trouble === why) return;
		view = why === undefined ? rest : { ...rest, trouble: why };
		publish();
	}

	async function read(): Promise<void> {
		const origin = openOrigin(host, layout, query);
		all = createLineBuffer(feedLimits);
		errors = createLineBuffer(errorLimits);
		received = 0;
		let publishedAt = host.clock.now();
		let batch: LogEntry[] = [];
		for await (const entry of mergeByTime(await origin.read(signal))) {
			if (signal.aborted) return;
			batch.push(entry);
			if (batch.length < 500) continue;
			keep(batch);
			batch = [];
			if (host.clock.now() - publishedAt < batchTime) continue;
			publishedAt = host.clock.now();
			publish();
		}
		keep(batch);
		tellTrouble(undefined);
		publish({ state: query.isFollowed ? 'following' : 'whole' });
		if (!query.isFollowed) return;
		const drop = (count: number) => {
			dropped += count;
			received += count;
		};
		const add = (entries: readonly LogEntry[]) => {
			keep(entries);
			publish();
		};
		await followLines(host, origin, { add, drop, trouble: tellTrouble }, signal);
	}

	async function run(): Promise<void> {
		while (!signal.aborted) {
			try {
				return await read();
			} catch (error) {
				const { what, why } = failureFacts(error);
				tellTrouble(why ?? what);
				await host.clock.sleep(retryAfter, signal).catch(() => undefined);
			}
		}
	}

	void run();
	return {
		get: () => view,
		subscribe(changed) {
			listeners.add(changed);
			return () => listeners.delete(changed);
		},
		close() {
			abort.abort();
			listeners.clear();
		},
	};
}
