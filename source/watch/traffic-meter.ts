import type { AccessEntry } from './access-log.ts';
import type { Traffic } from './view.ts';

const periodSeconds = 10;
const periods = 60;
/** Latency and errors are over this many periods: long enough that a quiet site has figures at all. */
const latencyPeriods = 6;
/** Bucket b holds requests of about `growth ** b` ms: 130 buckets reach 240 s, each figure is right to 5 %. */
const growth = 1.1;
const buckets = 130;

/** Requests of one site by second and by latency, in fixed memory however many there are. */
export interface TrafficMeter {
	add(entry: AccessEntry): void;
	/** The figures at `now`, epoch ms; `undefined` if the site had no request in the whole history. */
	read(now: number): Traffic | undefined;
}

export function createTrafficMeter(): TrafficMeter {
	const ring = Array.from({ length: periods + 1 }, () => createPeriod());
	const seconds = new Map<number, number>();

	return {
		add(entry) {
			const period = Math.floor(entry.at / 1000 / periodSeconds);
			const slot = ring[period % ring.length] as Period;
			if (slot.number > period) return;
			if (slot.number !== period) resetPeriod(slot, period);
			slot.requests += 1;
			if (entry.status >= 500) slot.failed += 1;
			const bucket = Math.round(Math.log(Math.max(1, entry.took)) / Math.log(growth));
			const counts = slot.latency;
			counts[Math.min(buckets - 1, bucket)] = (counts[Math.min(buckets - 1, bucket)] ?? 0) + 1;
			const second = Math.floor(entry.at / 1000);
			seconds.set(second, (seconds.get(second) ?? 0) + 1);
		},
		read(now) {
			const second = Math.floor(now / 1000);
			for (const one of seconds.keys()) if (one < second - periodSeconds) seconds.delete(one);
			const present = Math.floor(second / periodSeconds);
			const at = (number: number) => ring.find((slot) => slot.number === number);
			const history = Array.from({ length: periods }, (_, index) => at(present - periods + index)?.requests ?? 0);
			const rate = rateOver(seconds, second);
			if (rate === 0 && history.every((requests) => requests === 0)) return undefined;
			const recent = ring.filter((slot) => slot.number > present - latencyPeriods && slot.number <= present);
			return { rate, history, ...latencyOf(recent) };
		},
	};
}

interface Period {
	/** Seconds since the epoch ÷ 10. */
	number: number;
	requests: number;
	failed: number;
	readonly latency: Uint32Array;
}

function createPeriod(): Period {
	return { number: -1, requests: 0, failed: 0, latency: new Uint32Array(buckets) };
}

function resetPeriod(period: Period, number: number): void {
	period.number = number;
	period.requests = 0;
	period.failed = 0;
	period.latency.fill(0);
}

/** Requests a second over the last ten whole seconds; the present one is not over yet. */
function rateOver(seconds: ReadonlyMap<number, number>, present: number): number {
	let requests = 0;
	for (let second = present - periodSeconds; second < present; second += 1) requests += seconds.get(second) ?? 0;
	return requests / periodSeconds;
}

function latencyOf(recent: readonly Period[]): Pick<Traffic, 'p50' | 'p95' | 'p99' | 'errors'> {
	const requests = recent.reduce((sum, period) => sum + period.requests, 0);
	if (requests === 0) return { errors: 0 };
	const failed = recent.reduce((sum, period) => sum + period.failed, 0);
	const percentile = (share: number) => percentileOf(recent, requests * share);
	return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), errors: failed / requests };
}

/** The latency in ms that `rank` of the requests were not slower than. */
function percentileOf(recent: readonly Period[], rank: number): number {
	let seen = 0;
	for (let bucket = 0; bucket < buckets; bucket += 1) {
		for (const period of recent) seen += period.latency[bucket] ?? 0;
		if (seen >= rank) return Math.round(growth ** bucket);
	}
	return Math.round(growth ** (buckets - 1));
}
