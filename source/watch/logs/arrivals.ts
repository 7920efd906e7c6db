import type { LogEntry } from './log-entry.ts';

/** Lines on their way from several sources into one order. */
export interface Arrivals {
	add(entries: readonly LogEntry[]): void;
	/** What can be shown, in order of time: everything that was there at the last call, and what belongs between. */
	take(): readonly LogEntry[];
	/** Everything that is there, in order of time. */
	takeAll(): readonly LogEntry[];
	readonly isEmpty: boolean;
	/** Lines that were too many to wait. */
	readonly dropped: number;
}

/** Sources tell the same moment a little apart: each line waits from one call of `take` to the next. At most `most` wait. */
export function createArrivals(most: number): Arrivals {
	let waited: LogEntry[] = [];
	let fresh: LogEntry[] = [];
	let dropped = 0;
	const byTime = (left: LogEntry, right: LogEntry) => left.at - right.at;

	return {
		add(entries) {
			for (const entry of entries) fresh.push(entry);
			const excess = fresh.length - most;
			// Far too many at once: sorting and dropping each time would cost more than it frees.
			if (excess < most) return;
			fresh.sort(byTime).splice(0, excess);
			dropped += excess;
		},
		take() {
			const last = waited.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
			const ready = [...waited, ...fresh.filter(({ at }) => at <= last)].sort(byTime);
			waited = fresh.filter(({ at }) => at > last);
			fresh = [];
			return ready;
		},
		takeAll() {
			const ready = [...waited, ...fresh].sort(byTime);
			waited = [];
			fresh = [];
			return ready;
		},
		get isEmpty() {
			return waited.length === 0 && fresh.length === 0;
		},
		get dropped() {
			return dropped;
		},
	};
}
