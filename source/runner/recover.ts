import type { JournalEntry } from '../journal/records.ts';
import type { FailureFacts } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import { definitionOf } from '../steps/index.ts';
import { isSweeping, performFrom } from './perform.ts';
import { cancelled, contextOf, type Ending, type Performance } from './performance.ts';
import { undoFrom } from './undo.ts';

/** What a journal without an end says: how far it came, and whether it was already on its way back. */
export interface Progress {
	/** The last step that was begun; -1 if none. */
	readonly begun: number;
	/** Steps that are done or were let go with a warning. */
	readonly done: ReadonlySet<number>;
	readonly undoing: FailureFacts | undefined;
	/** True if it was on its way back because the operator had cancelled it. */
	readonly isCancelled: boolean;
	/** The last step that is still to be undone, if it was on its way back. */
	readonly undoFrom: number;
	/** True if traffic had been moved, or whatever else makes going on better than going back. */
	readonly isCommitted: boolean;
}

export function progressOf(plan: Plan, entries: readonly JournalEntry[]): Progress {
	const lost = interrupted(plan, 'its runner was killed');
	const done = new Set<number>();
	let begun = -1;
	let undoing: FailureFacts | undefined;
	const isCancelled = entries.some(
		(entry) => (entry.kind === 'direction' && entry.cancelled === true) || (entry.kind === 'failed' && entry.failure.kind === 'cancelled'),
	);
	let lowestUndone = Number.POSITIVE_INFINITY;
	for (const entry of entries) {
		if (entry.kind === 'doing') begun = Math.max(begun, entry.step);
		if (entry.kind === 'done' || entry.kind === 'warned') done.add(entry.step);
		if (entry.kind === 'failed') undoing = isCancelled ? cancelled(plan) : entry.failure;
		if (entry.kind === 'undone') lowestUndone = Math.min(lowestUndone, entry.step);
		if (entry.kind === 'undoing') undoing ??= lost;
		if (entry.kind === 'direction' && entry.direction === 'forward') undoing = undefined;
		// A way back that was interrupted once more has the reason of the first time.
		if (entry.kind === 'direction' && entry.direction === 'undo')
			undoing ??= entry.why === lost.what ? lost : isCancelled ? cancelled(plan) : interrupted(plan, entry.why);
	}
	const isCommitted = plan.steps.some((step, index) => done.has(index) && definitionOf(step).commits?.(step) === true);
	return { begun, done, undoing, isCancelled, undoFrom: Math.min(begun, lowestUndone - 1), isCommitted };
}

/**
 * Ends an operation whose runner died: forward if traffic has moved and the new replicas still answer, else back.
 * Repeats the step that was interrupted; every step allows that.
 */
export async function recover(performance: Performance, entries: readonly JournalEntry[]): Promise<Ending> {
	const { plan, journal, cancel } = performance;
	const progress = progressOf(plan, entries);
	const outcome = progress.isCancelled ? 'cancelled' : 'failed';
	if (progress.undoing !== undefined) return undoFrom(performance, { from: progress.undoFrom, outcome, cause: progress.undoing });
	const lost = interrupted(plan, 'its runner was killed');
	const next = plan.steps.findIndex((_step, index) => !progress.done.has(index));
	if (next === -1) return { outcome: 'done' };
	const isForward = progress.isCommitted || plan.resume === 'forward';
	if (!isForward) return undoFrom(performance, { from: progress.begun, outcome: 'failed', cause: lost });
	const why = progress.isCommitted ? 'traffic had moved already' : 'what is made already is kept';
	await journal.tryWrite({ kind: 'direction', direction: 'forward', why });
	// What has been swept away already cannot be gone back to, neither because of ill replicas nor of a cancel.
	if (isSweeping(plan, progress.begun)) return performFrom({ ...performance, cancel: new AbortController().signal }, next);
	const check = await confirmNewReplicas(performance, progress);
	if (check !== undefined)
		return undoFrom(performance, { from: progress.begun, outcome: cancel.aborted ? 'cancelled' : 'failed', cause: check });
	if (progress.isCommitted) performance.judge?.begin();
	return performFrom(performance, next);
}

/** An engine that restarted meanwhile may have lost them; then the old ones are the better place for traffic. */
async function confirmNewReplicas(performance: Performance, progress: Progress): Promise<FailureFacts | undefined> {
	const index = performance.plan.steps.findIndex((step) => definitionOf(step).newcomers !== undefined);
	const step = performance.plan.steps[index];
	if (step === undefined || !progress.done.has(index)) return undefined;
	try {
		await definitionOf(step).perform(step, contextOf(performance, index, performance.cancel));
		return undefined;
	} catch (error) {
		return performance.redactor.facts(error);
	}
}

function interrupted(plan: Plan, why: string): FailureFacts {
	return {
		kind: 'external',
		what: `${plan.title} was interrupted`,
		why,
		next: 'It was undone; start it again when you are ready',
	};
}
