import type { ClosedWebSocket, LoadResult } from './load-settings.ts';

/** Failures told one by one. */
const failuresTold = 20;

/** Counts what happens, as it happens. */
export interface Tally {
	sent(): void;
	retried(): void;
	/** An answer that led to HTTPS. */
	moved(): void;
	/** A right answer that a release gave so many ms after it was due. */
	answered(version: string, latency: number): void;
	failed(why: string): void;
	webSocketOpened(): void;
	webSocketClosed(closed: ClosedWebSocket): void;
	result(): LoadResult;
}

export function createTally(): Tally {
	const failures: string[] = [];
	const versions = new Map<string, { count: number; first: number; last: number }>();
	const latencies: number[] = [];
	const ended: number[] = [];
	const closed: ClosedWebSocket[] = [];
	const counts = { sent: 0, failed: 0, retried: 0, opened: 0 };
	return {
		sent() {
			counts.sent += 1;
		},
		retried() {
			counts.retried += 1;
		},
		moved() {
			ended.push(Date.now());
		},
		answered(version, latency) {
			const now = Date.now();
			const seen = versions.get(version);
			versions.set(version, { count: (seen?.count ?? 0) + 1, first: seen?.first ?? now, last: now });
			latencies.push(latency);
			ended.push(now);
		},
		failed(why) {
			counts.failed += 1;
			ended.push(Date.now());
			if (failures.length < failuresTold) failures.push(`${new Date().toISOString()} ${why}`);
		},
		webSocketOpened() {
			counts.opened += 1;
		},
		webSocketClosed(one) {
			closed.push(one);
			ended.push(one.at);
		},
		result() {
			latencies.sort((left, right) => left - right);
			return {
				sent: counts.sent,
				ok: latencies.length,
				failed: counts.failed,
				failures,
				byVersion: Object.fromEntries(versions),
				retried: counts.retried,
				slowest: Math.round(latencies.at(-1) ?? 0),
				p99: Math.round(latencies[Math.floor(latencies.length * 0.99)] ?? 0),
				ended,
				webSockets: { opened: counts.opened, closed },
			};
		},
	};
}
