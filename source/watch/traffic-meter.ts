import { createLatencyCounts, type LatencyCounts, percentileOf } from './latency-counts.ts';
import type { Traffic } from './view.ts';

const periodSeconds = 10;
const periods = 60;
/** Latency and errors are over this many periods: long enough that a quiet site has figures at all. */
const recentPeriods = 6;

/** What a meter counts of a request. */
export interface MeteredRequest {
	/** Epoch ms of its end. */
	readonly at: number;
	readonly status: number;
	/** Milliseconds. */
	readonly took: number;
}

/** Requests of one site or replica by second and by latency, in fixed memory however many there are. */
export interface TrafficMeter {
	add(request: MeteredRequest): void;
	/** The figures at `now`, epoch ms; `undefined` if there was no request in the whole history. */
	read(now: number): Traffic | undefined;
}

export function createTrafficMeter(): TrafficMeter {
	const history = createRing(periods + 1, () => ({ number: -1, requests: 0 }));
	const recent = createRing(recentPeriods + 1, createPeriod);
	const seconds = new Map<number, number>();
	/** The history before a period: it stays as it is until that period is over, but for requests that are read late. */
	let past: { readonly before: number; readonly requests: readonly number[] } | undefined;

	function historyBefore(present: number): readonly number[] {
		if (past?.before === present) return past.requests;
		const counts = new Map(history.map(({ number, requests }) => [number, requests]));
		past = { before: present, requests: Array.from({ length: periods }, (_, index) => counts.get(present - periods + index) ?? 0) };
		return past.requests;
	}

	return {
		add(request) {
			const number = Math.floor(request.at / 1000 / periodSeconds);
			if (past !== undefined && number < past.before) past = undefined;
			const slot = history[number % history.length] as { number: number; requests: number };
			if (slot.number > number) return;
			if (slot.number !== number) Object.assign(slot, { number, requests: 0 });
			slot.requests += 1;
			countRecent(recent[number % recent.length] as Period, number, request);
			const second = Math.floor(request.at / 1000);
			seconds.set(second, (seconds.get(second) ?? 0) + 1);
		},
		read(now) {
			const second = Math.floor(now / 1000);
			for (const one of seconds.keys()) if (one < second - periodSeconds) seconds.delete(one);
			const present = Math.floor(second / periodSeconds);
			const requests = historyBefore(present);
			const rate = rateOver(seconds, second);
			if (rate === 0 && requests.every((count) => count === 0)) return undefined;
			return {
				rate,
				history: requests,
				...figuresOf(recent.filter(({ number }) => number > present - recentPeriods && number <= present)),
			};
		},
	};
}

interface Period {
	/** Seconds since the epoch ÷ 10. */
	number: number;
	requests: number;
	/** Of these, answered 4xx and 5xx. */
	refused: number;
	failed: number;
	readonly latency: LatencyCounts;
}

function createRing<Slot>(length: number, create: () => Slot): readonly Slot[] {
	return Array.from({ length }, create);
}

function createPeriod(): Period {
	return { number: -1, requests: 0, refused: 0, failed: 0, latency: createLatencyCounts() };
}

function countRecent(period: Period, number: number, { status, took }: MeteredRequest): void {
	if (period.number > number) return;
	if (period.number !== number) {
		Object.assign(period, { number, requests: 0, refused: 0, failed: 0 });
		period.latency.clear();
	}
	period.requests += 1;
	if (status >= 500) period.failed += 1;
	else if (status >= 400) period.refused += 1;
	// A WebSocket took as long as it was open, which says nothing of how fast the site is.
	if (status !== 101) period.latency.add(took);
}

/** Requests a second over the last ten whole seconds; the present one is not over yet. */
function rateOver(seconds: ReadonlyMap<number, number>, present: number): number {
	let requests = 0;
	for (let second = present - periodSeconds; second < present; second += 1) requests += seconds.get(second) ?? 0;
	return requests / periodSeconds;
}

function figuresOf(recent: readonly Period[]): Omit<Traffic, 'rate' | 'history'> {
	const sum = (of: (period: Period) => number) => recent.reduce((total, period) => total + of(period), 0);
	const requests = sum((period) => period.requests);
	if (requests === 0) return { clientErrors: 0, errors: 0 };
	const shares = { clientErrors: sum(({ refused }) => refused) / requests, errors: sum(({ failed }) => failed) / requests };
	const latencies = recent.map(({ latency }) => latency);
	if (latencies.every(({ total }) => total === 0)) return shares;
	const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentileOf(latencies, share)) as [number, number, number];
	return { p50, p95, p99, ...shares };
}
