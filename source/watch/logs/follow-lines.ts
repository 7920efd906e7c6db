import { createArrivals } from './arrivals.ts';
import { limitYoungHeap } from './limit-young-heap.ts';
import type { LogEntry, LogOrigin } from './log-entry.ts';
import type { LogHost } from './open-origin.ts';

/** Between two calls with new lines, ms: lines are shown in batches, however fast they come. */
export const batchTime = 200;

/** Lines that wait for a batch at most. */
const mostWaiting = 20_000;

/** Takes what comes, at most five times a second. */
export interface BatchSink {
	add(entries: readonly LogEntry[]): void;
	/** Lines that were too many even to wait. */
	drop(count: number): void;
	trouble(why: string | undefined): void;
}

/** Follows an origin and gives its lines in batches in order of time, until aborted. */
export async function followLines(host: Pick<LogHost, 'clock'>, origin: LogOrigin, sink: BatchSink, signal: AbortSignal): Promise<void> {
	limitYoungHeap();
	const arrivals = createArrivals(mostWaiting);
	let dropped = 0;
	const following = origin.follow({ add: arrivals.add, trouble: sink.trouble }, signal);
	while (!signal.aborted) {
		await host.clock.sleep(batchTime, signal).catch(() => undefined);
		const entries = signal.aborted ? arrivals.takeAll() : arrivals.take();
		if (arrivals.dropped > dropped) sink.drop(arrivals.dropped - dropped);
		dropped = arrivals.dropped;
		if (entries.length > 0) sink.add(entries);
	}
	await following;
}
