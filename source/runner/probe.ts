import type { Host, HttpAnswer } from '../host/host.ts';
import type { ProbeTarget } from '../operations/plan.ts';
import { type AccessCount, createAccessCounter } from '../watch/access-counter.ts';
import type { Proof } from './journal.ts';

/** Between two requests of the probe, ms; they do not wait for one another. */
const interval = 100;

/** A request without an answer after this is a failed one, ms. */
const answerLimit = 10_000;

/** Failures that are told one by one. */
const failuresTold = 5;

/** The access log is read on every so many probes. */
const beatsPerCount = 20;

const none: AccessCount = { requests: 0, failed: 0, byRelease: {} };

/** Asks the real site all the time while a change goes on. */
export interface Probe {
	/** Whether an answer is expected from now on; before a first deploy there is none. */
	expectAnswers(isExpected: boolean): void;
	/** What it saw so far. */
	proof(): Promise<Proof>;
	/** Waits for the answers under way and gives the last word. */
	stop(): Promise<Proof>;
}

export function startProbe(host: Host, target: ProbeTarget): Probe {
	const counter = createAccessCounter(host, target.accessLog);
	const end = new AbortController();
	const seen = { probes: 0, failed: 0, slowest: 0, failures: [] as string[] };
	let isExpected = target.serving;
	const underWay = new Set<Promise<void>>();
	const loop = run();
	return {
		expectAnswers: (expected) => {
			isExpected = expected;
		},
		proof,
		async stop() {
			end.abort();
			await loop;
			await Promise.all(underWay);
			// A first deploy may be over before the next probe was due; a proof without any proves nothing.
			if (isExpected && seen.probes === 0) await ask();
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
			if (isExpected) {
				const asked = ask().finally(() => underWay.delete(asked));
				underWay.add(asked);
			}
			await host.clock.sleep(interval, end.signal).catch(() => undefined);
		}
	}

	async function ask(): Promise<void> {
		const answer = await host.http.request({ ...target, timeout: answerLimit });
		seen.probes += 1;
		seen.slowest = Math.max(seen.slowest, answer.took);
		const trouble = troubleOf(answer);
		if (trouble === undefined) return;
		seen.failed += 1;
		if (seen.failures.length < failuresTold) seen.failures.push(`${new Date(host.clock.now()).toISOString()} ${trouble}`);
	}

	async function proof(): Promise<Proof> {
		const { requests, failed, byRelease } = await count();
		return {
			probes: seen.probes,
			probesFailed: seen.failed,
			slowest: Math.round(seen.slowest),
			requests,
			requestsFailed: failed,
			byRelease,
			failures: [...seen.failures],
		};
	}
}

/** No answer and 5xx are failures; what the app itself decides below 500 is not the change's doing. */
function troubleOf(answer: HttpAnswer): string | undefined {
	if (answer.status === undefined) return answer.error ?? 'no answer';
	return answer.status >= 500 ? `answered ${answer.status}` : undefined;
}
