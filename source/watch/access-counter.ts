import type { Host } from '../host/host.ts';
import { parseAccessLine } from './access-log.ts';
import { type LineTail, openLineTail } from './line-tail.ts';

/** Requests since the start of a count. */
export interface AccessCount {
	readonly requests: number;
	/** Of these, answered 5xx. */
	readonly failed: number;
	/** By the release that answered; requests without one are not in it. */
	readonly byRelease: Readonly<Record<string, number>>;
}

/** Counts every request that a site logs, for the proof. */
export interface AccessCounter {
	/** Counts from the log's present end on. */
	start(): Promise<void>;
	/** All requests since the start; an unfinished last line counts once it is whole. */
	read(): Promise<AccessCount>;
}

/** A counter on the access log at `path`, which need not exist yet. Reads before `start` count nothing. */
export function createAccessCounter(host: Pick<Host, 'files'>, path: string): AccessCounter {
	let tail: LineTail | undefined;
	let requests = 0;
	let failed = 0;
	const byRelease = new Map<string, number>();
	let last: Promise<unknown> = Promise.resolve();

	async function count(): Promise<AccessCount> {
		for (const line of (await tail?.read()) ?? []) {
			const entry = parseAccessLine(line);
			if (entry === undefined) continue;
			requests += 1;
			if (entry.status >= 500) failed += 1;
			if (entry.release !== undefined) byRelease.set(entry.release, (byRelease.get(entry.release) ?? 0) + 1);
		}
		return { requests, failed, byRelease: Object.fromEntries(byRelease) };
	}

	return {
		async start() {
			tail = await openLineTail(host.files, path);
		},
		read() {
			const reading = last.then(count);
			last = reading.catch(() => undefined);
			return reading;
		},
	};
}
