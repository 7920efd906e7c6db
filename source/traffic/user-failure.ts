import type { AccessEntry } from '../model/access-entry.ts';

/** An answer that begins later is a failure for whoever waits for it, ms: the proxy gives up a connection after as long. */
export const slowAfter = 5_000;

/** Who leaves without an answer sooner than this has changed their mind, ms. */
const patience = 500;

/**
 * How a request failed its user; the one definition for the proof and for all figures.
 * `unanswered`: the proxy had to answer for the app, or had no replica to ask. `poor`: the app's own 5xx, an answer that began later than
 * `slowAfter`, or none at all until the client gave up (499). What the app decides below 500 is no failure.
 */
export type UserFailure = 'unanswered' | 'poor';

/** True for the 503 of a site that Berth has closed on purpose. One of an open site is the app's, or the proxy's for it, whatever it says. */
export function isTurnedAway({ status, closed }: AccessEntry): boolean {
	return closed === true && status === 503;
}

/** How a logged request failed its user; `undefined` if it did not. */
export function userFailureOf(entry: AccessEntry): UserFailure | undefined {
	if (isTurnedAway(entry)) return undefined;
	const { status, attempts } = entry;
	const last = attempts.at(-1);
	const hasAnswer = last?.began !== undefined;
	const waited = attempts.reduce((sum, { began, took }) => sum + (began ?? took), 0);
	if (status === 499) return !hasAnswer && waited >= patience ? 'poor' : undefined;
	if (status >= 500) return hasAnswer ? 'poor' : 'unanswered';
	return waited >= slowAfter ? 'poor' : undefined;
}
