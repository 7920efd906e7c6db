import type { JournalEntry, Outcome } from '../journal/records.ts';
import { formatDuration } from '../model/format.ts';
import { type Plan, stayingReplicas } from '../operations/plan.ts';
import { describeStep, describeUndo } from '../steps/index.ts';
import { describeFailure } from './describe-failure.ts';
import { describeProof } from './describe-proof.ts';

const outcomes: Readonly<Record<Outcome, string>> = {
	done: 'Done',
	flawed: 'Done, but requests failed meanwhile',
	failed: 'Failed and undone',
	cancelled: 'Cancelled and undone',
	stuck: 'Failed, and undoing it failed too: a person is needed',
	refused: 'Refused, nothing was changed',
	busy: 'Busy, nothing was changed',
};

/** How an operation ended, in a few words. */
export function describeOutcome(outcome: Outcome): string {
	return outcomes[outcome];
}

/** As `describeOutcome`, of a plan that may leave running what it has started. */
export function describeEnd(plan: Plan, outcome: Outcome): string {
	const isLeft = (outcome === 'failed' || outcome === 'cancelled') && stayingReplicas(plan).length > 0;
	return isLeft ? `${outcome === 'failed' ? 'Failed' : 'Cancelled'}, but what was started stays` : describeOutcome(outcome);
}

/** One line of a followed operation; `undefined` for entries that say nothing new to a reader. */
export function describeEntry(plan: Plan, entry: JournalEntry): string | undefined {
	switch (entry.kind) {
		case 'ending-earlier':
			return `First ends what was interrupted: ${entry.title}`;
		case 'started':
			return entry.resumed ? `Resumed by process ${entry.pid}: ${plan.title}` : plan.title;
		case 'doing':
			return `${position(plan, entry.step)} ${stepWords(plan, entry.step)}`;
		case 'line':
			return `        ${entry.text}`;
		case 'done':
			return entry.took < 1000 ? undefined : `        done in ${formatDuration(entry.took)}`;
		case 'failed':
		case 'warned':
			return `${position(plan, entry.step)} ${entry.kind}: ${describeFailure(entry.failure)[0]}`;
		case 'direction':
			return entry.direction === 'undo' ? `Undoing: ${entry.why}` : `Finishing: ${entry.why}`;
		case 'undoing':
			return `${position(plan, entry.step)} undo: ${undoWords(plan, entry.step)}`;
		case 'undone':
			return undefined;
		case 'undo-failed':
			return `${position(plan, entry.step)} undo failed: ${describeFailure(entry.failure)[0]}`;
		case 'probe':
			return entry.proof.probesFailed === 0 ? undefined : `        site: ${describeProof(entry.proof)}`;
		case 'finished':
			return `${describeEnd(plan, entry.outcome)}: ${plan.title}`;
	}
}

function position(plan: Plan, index: number): string {
	const count = String(plan.steps.length);
	return `[${String(index + 1).padStart(count.length)}/${count}]`;
}

function stepWords(plan: Plan, index: number): string {
	const step = plan.steps[index];
	return step === undefined ? 'a step that the plan does not have' : describeStep(step);
}

function undoWords(plan: Plan, index: number): string {
	const step = plan.steps[index];
	return (step && describeUndo(step)) ?? stepWords(plan, index);
}
