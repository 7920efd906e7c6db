import type { Host, HttpAnswer } from '../host/host.ts';
import { addProofs, failuresTold, sharesOf } from '../journal/proof.ts';
import type { Proof } from '../journal/records.ts';
import type { ProbeTarget } from '../operations/plan.ts';
import { type AccessCount, type CountSpan, createAccessCounter, nothing } from '../traffic/access-counter.ts';
import { slowAfter } from '../traffic/user-failure.ts';

/** Between two requests of the probe, ms; they do not wait for one another. */
const interval = 100;

/** The access log is read on every so many probes. */
const beatsPerCount = 20;

const none: AccessCount = { ...nothing, byRelease: {}, before: nothing, turnedAway: 0 };

/** Asks the real site all the time while a change goes on. */
export interface Probe {
	/**
	 * Whether traffic is on the new replicas. Before a first deploy nobody answers, and of replicas that were ill before the change bad
	 * answers are no flaw of it.
	 */
	trafficMoved(hasMoved: boolean): void;
	/** The site file that was lost is written again: from now on it should answer. */
	siteReturned(): void;
	/** Of its last requests, those sent at or after `since` (epoch ms): whether each ended well, in the order of their ends. */
	asked(since: number): readonly boolean[];
	/** Requests of everybody so far. */
	count(): Promise<AccessCount>;
	/** What it saw so far. */
	proof(): Promise<Proof>;
	/** Waits for the answers under way and gives the last word. */
	stop(): Promise<Proof>;
}

/** Where a probe begins: with the change, or where a killed runner's has ended. */
export interface ProbeStart extends CountSpan {
	/** What the killed runner's had seen. */
	readonly base?: Proof;
}

export function startProbe(host: Host, target: ProbeTarget, start: ProbeStart): Probe {
	const counter = createAccessCounter(host, target.accessLog, start);
	const end = new AbortController();
	const seen = { probes: 0, failed: 0, excused: 0, slowest: 0, failures: [] as string[] };
	/** The last ones, for those who want to know how it is now. */
	const recent: { readonly at: number; readonly isGood: boolean }[] = [];
	let hasMoved = false;
	let isServing = target.serving;
	const isExpected = () => target.closing !== true && (hasMoved || isServing);
	const underWay = new Set<Promise<void>>();
	const loop = run();
	return {
		trafficMoved: (moved) => {
			hasMoved = moved;
		},
		siteReturned: () => {
			isServing = true;
		},
		asked: (since) => recent.filter(({ at }) => at >= since).map(({ isGood }) => isGood),
		count,
		proof,
		async stop() {
			end.abort();
			await loop;
			await Promise.all(underWay);
			// A first deploy may be over before the next probe was due; a proof without any proves nothing.
			if (isExpected() && seen.probes === 0) await ask();
			return proof();
		},
	};

	/** Bit by bit: at the end the log of a busy site may be larger than memory, and rotated. */
	function count(): Promise<AccessCount> {
		return counter.read().catch(() => none);
	}

	async function run(): Promise<void> {
		// A log that cannot be read must not end the change that it should prove.
		await counter.start().catch(() => undefined);
		for (let beat = 1; !end.signal.aborted; beat++) {
			if (beat % beatsPerCount === 0) void count();
			if (isExpected()) {
				const asked = ask().finally(() => underWay.delete(asked));
				underWay.add(asked);
			}
			await host.clock.sleep(interval, end.signal).catch(() => undefined);
		}
	}

	async function ask(): Promise<void> {
		const at = host.clock.now();
		const isOwed = hasMoved || target.ill !== true;
		const answer = await host.http.request({ ...target, timeout: slowAfter });
		const trouble = troubleOf(answer);
		seen.probes += 1;
		seen.slowest = Math.max(seen.slowest, answer.took);
		recent.push({ at, isGood: trouble === undefined });
		if (recent.length > recentKept) recent.shift();
		if (trouble === undefined) return;
		seen.failed += 1;
		if (!isOwed) seen.excused += 1;
		if (seen.failures.length < failuresTold) seen.failures.push(`${new Date(host.clock.now()).toISOString()} ${trouble}`);
	}

	async function proof(): Promise<Proof> {
		const { requests, unanswered, poor, byRelease, before, turnedAway } = await count();
		const own: Proof = {
			probes: seen.probes,
			probesFailed: seen.failed,
			...(seen.excused > 0 && { probesExcused: seen.excused }),
			slowest: Math.round(seen.slowest),
			requests,
			requestsFailed: unanswered + poor,
			requestsUnanswered: unanswered,
			before: sharesOf(before),
			...(target.closing === true && { turnedAway }),
			byRelease: Object.fromEntries(Object.entries(byRelease).map(([release, tally]) => [release, tally.requests])),
			failures: [...seen.failures],
		};
		return start.base === undefined ? own : addProofs(start.base, own);
	}
}

/** Enough to judge the present by. */
const recentKept = 50;

/** No answer and 5xx are failures; what the app itself decides below 500 is not the change's doing. */
function troubleOf(answer: HttpAnswer): string | undefined {
	if (answer.status === undefined || answer.error !== undefined) return answer.error ?? 'no answer';
	return answer.status >= 500 ? `answered ${answer.status}` : undefined;
}
