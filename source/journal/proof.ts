import type { Proof } from './records.ts';

/** Failures that are told one by one. */
export const failuresTold = 5;

/** Of a count of requests, how many failed; both as shares, 0…1. */
export interface FailureShares {
	readonly unanswered: number;
	readonly poor: number;
}

/** What a killed runner had seen, and what the one after it saw. */
export function addProofs(base: Proof, more: Proof): Proof {
	const releases = new Set([...Object.keys(base.byRelease), ...Object.keys(more.byRelease)]);
	const sum = (of: (proof: Proof) => number | undefined) => (of(base) ?? 0) + (of(more) ?? 0);
	return {
		probes: sum(({ probes }) => probes),
		probesFailed: sum(({ probesFailed }) => probesFailed),
		...((base.probesExcused ?? more.probesExcused) !== undefined && { probesExcused: sum(({ probesExcused }) => probesExcused) }),
		slowest: Math.max(base.slowest, more.slowest),
		requests: sum(({ requests }) => requests),
		requestsFailed: sum(({ requestsFailed }) => requestsFailed),
		requestsUnanswered: sum(({ requestsUnanswered }) => requestsUnanswered),
		before: base.before ?? more.before ?? noShares,
		...((base.turnedAway ?? more.turnedAway) !== undefined && { turnedAway: sum(({ turnedAway }) => turnedAway) }),
		byRelease: Object.fromEntries(
			[...releases].map((release) => [release, sum(({ byRelease }) => (Object.hasOwn(byRelease, release) ? byRelease[release] : 0))]),
		),
		failures: [...base.failures, ...more.failures].slice(0, failuresTold),
	};
}

const noShares: FailureShares = { unanswered: 0, poor: 0 };

/** The shares of failures in a count. */
export function sharesOf({ requests, unanswered, poor }: Readonly<Record<'requests' | 'unanswered' | 'poor', number>>): FailureShares {
	return requests === 0 ? noShares : { unanswered: unanswered / requests, poor: poor / requests };
}

/**
 * Failures that a change has to answer for: every failed probe but those of replicas that were ill before, and requests of users
 * that failed more often than before. An app's steady share of own errors is not the change's doing; a healthy site has no unanswered
 * requests before, so that all of those count.
 */
export function flawsOf(proof: Proof): number {
	return proof.probesFailed - (proof.probesExcused ?? 0) + requestFlawsOf(proof);
}

/** Those of them that users saw. The access log has the probe's requests, too. */
export function requestFlawsOf({ requests, requestsFailed, requestsUnanswered = 0, probesExcused = 0, before = noShares }: Proof): number {
	const poor = requestsFailed - requestsUnanswered;
	const flaws = excess(requestsUnanswered, requests, before.unanswered) + excess(poor, requests, before.poor);
	return Math.max(0, flaws - probesExcused);
}

/** How many of `failed` are more than the share before explains: three standard deviations above it is chance no longer. */
export function excess(failed: number, requests: number, share: number): number {
	const expected = share * requests;
	return Math.max(0, failed - Math.ceil(expected + 3 * Math.sqrt(expected)));
}
