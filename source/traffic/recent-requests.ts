import type { Traffic } from './figures.ts';
import { createLatencyCounts, type LatencyCounts, percentilesOf } from './latency-counts.ts';

/** Latency and errors are over this many periods: long enough that a quiet site has figures at all. */
const kept = 6;

/** What is counted of a request. */
export interface CountedRequest {
	readonly status: number;
	/** Milliseconds. */
	readonly took: number;
	/** True if it failed its user. */
	readonly failed: boolean;
	/** True if a closed site answered it. */
	readonly turnedAway?: boolean;
}

/** Requests of the last few periods, in fixed memory. */
export interface RecentRequests {
	/** Counts a request that ended in the period of that number; one of a period long over is passed over. */
	add(period: number, request: CountedRequest): void;
	/** Latency and errors in the last six periods, `present` the last of them. */
	figures(present: number): Omit<Traffic, 'rate' | 'history'>;
}

interface Count {
	/** The period's number; -1 is none. */
	number: number;
	requests: number;
	/** Of these, answered 4xx and failed. */
	refused: number;
	failed: number;
	/** Of a closed site: they are in nothing else, since they say nothing of the app. */
	turnedAway: number;
	readonly latency: LatencyCounts;
}

export function createRecentRequests(): RecentRequests {
	const periods = Array.from({ length: kept + 1 }, createCount);
	/** All of the last six periods, `number` the last of them: adding them up for every look would cost more than all counting. */
	const sum = createCount();

	function isRecent(number: number, present: number): boolean {
		return number > present - kept && number <= present;
	}

	function addUp(present: number): void {
		begin(sum, present);
		for (const period of periods) {
			if (!isRecent(period.number, present)) continue;
			sum.requests += period.requests;
			sum.refused += period.refused;
			sum.failed += period.failed;
			sum.turnedAway += period.turnedAway;
			sum.latency.addAll(period.latency);
		}
	}

	return {
		add(number, request) {
			const period = periods[number % periods.length] as Count;
			if (period.number > number) return;
			if (period.number !== number) begin(period, number);
			count(period, request);
			if (isRecent(number, sum.number)) count(sum, request);
		},
		figures(present) {
			if (sum.number !== present) addUp(present);
			return figuresOf(sum);
		},
	};
}

function createCount(): Count {
	return { number: -1, requests: 0, refused: 0, failed: 0, turnedAway: 0, latency: createLatencyCounts() };
}

function begin(period: Count, number: number): void {
	Object.assign(period, { number, requests: 0, refused: 0, failed: 0, turnedAway: 0 });
	period.latency.clear();
}

function count(period: Count, { status, took, failed, turnedAway = false }: CountedRequest): void {
	if (turnedAway) {
		period.turnedAway += 1;
		return;
	}
	period.requests += 1;
	if (failed) period.failed += 1;
	else if (status >= 400) period.refused += 1;
	// A WebSocket took as long as it was open, which says nothing of how fast the site is.
	if (status !== 101) period.latency.add(took);
}

function figuresOf({ requests, refused, failed, turnedAway, latency }: Count): Omit<Traffic, 'rate' | 'history'> {
	const apart = turnedAway > 0 ? { turnedAway } : {};
	if (requests === 0) return { clientErrors: 0, errors: 0, ...apart };
	const shares = { clientErrors: refused / requests, errors: failed / requests, ...apart };
	if (latency.total === 0) return shares;
	const [p50 = 0, p95 = 0, p99 = 0] = percentilesOf(latency, [0.5, 0.95, 0.99]);
	return { p50, p95, p99, ...shares };
}
