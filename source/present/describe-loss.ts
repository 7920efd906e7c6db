import type { Plan } from '../operations/plan.ts';
import type { Outcome } from '../runner/journal.ts';

/** What a change that was undone has taken away for good, in sentences; `isDone` tells of a step's index whether it was done. */
export function describeLoss({ steps }: Plan, outcome: Outcome, isDone: (step: number) => boolean): readonly string[] {
	if (outcome !== 'failed' && outcome !== 'cancelled') return [];
	return steps.flatMap((step, index) => {
		if (step.kind !== 'clear-berth' || step.warm === undefined || !isDone(index)) return [];
		return [`The stopped replicas of ${step.warm} in ${step.berth} are gone: a roll back to ${step.warm} starts new ones`];
	});
}
