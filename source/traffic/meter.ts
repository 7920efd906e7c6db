import type { Traffic } from './figures.ts';
import { type CountedRequest, createRecentRequests } from './recent-requests.ts';

const periodSeconds = 10;
const periods = 60;

/** What a meter counts of a request. */
export interface MeteredRequest extends CountedRequest {
	/** Epoch ms of its end. */
	readonly at: number;
}

/** Requests of one site or replica by second and by latency, in fixed memory however many there are. */
export interface TrafficMeter {
	add(request: MeteredRequest): void;
	/** The figures at `now`, epoch ms; `undefined` if there was no request in the whole history. */
	read(now: number): Traffic | undefined;
}

export function createTrafficMeter(): TrafficMeter {
	const history = Array.from({ length: periods + 1 }, () => ({ number: -1, requests: 0 }));
	const recent = createRecentRequests();
	const seconds = new Map<number, number>();
	/** The history before a period: it stays as it is until that period is over, but for requests that are read late. */
	let past: { readonly before: number; readonly requests: readonly number[]; readonly isEmpty: boolean } | undefined;

	function historyBefore(present: number): NonNullable<typeof past> {
		if (past?.before === present) return past;
		const counts = new Map(history.map(({ number, requests }) => [number, requests]));
		const requests = Array.from({ length: periods }, (_, index) => counts.get(present - periods + index) ?? 0);
		past = { before: present, requests, isEmpty: requests.every((count) => count === 0) };
		return past;
	}

	return {
		add(request) {
			const number = Math.floor(request.at / 1000 / periodSeconds);
			if (past !== undefined && number < past.before) past = undefined;
			const slot = history[number % history.length] as { number: number; requests: number };
			if (slot.number > number) return;
			if (slot.number !== number) Object.assign(slot, { number, requests: 0 });
			slot.requests += 1;
			recent.add(number, request);
			const second = Math.floor(request.at / 1000);
			seconds.set(second, (seconds.get(second) ?? 0) + 1);
		},
		read(now) {
			const second = Math.floor(now / 1000);
			forgetBefore(seconds, second - periodSeconds);
			const present = Math.floor(second / periodSeconds);
			const { requests, isEmpty } = historyBefore(present);
			const rate = rateOver(seconds, second);
			if (rate === 0 && isEmpty) return undefined;
			return { rate, history: requests, ...recent.figures(present) };
		},
	};
}

/** So few seconds are not worth a look at each. */
const fewSeconds = 2 * periodSeconds;

function forgetBefore(seconds: Map<number, number>, first: number): void {
	if (seconds.size <= fewSeconds) return;
	for (const one of seconds.keys()) if (one < first) seconds.delete(one);
}

/** Requests a second over the last ten whole seconds; the present one is not over yet. */
function rateOver(seconds: ReadonlyMap<number, number>, present: number): number {
	let requests = 0;
	for (let second = present - periodSeconds; second < present; second += 1) requests += seconds.get(second) ?? 0;
	return requests / periodSeconds;
}
