import type { Outcome } from '../journal/records.ts';
import type { Plan } from '../operations/plan.ts';
import { definitionOf } from '../steps/index.ts';

/** What a change that was undone has taken away for good, in sentences; `isDone` tells of a step's index whether it was done. */
export function describeLoss({ steps }: Plan, outcome: Outcome, isDone: (step: number) => boolean): readonly string[] {
	if (outcome !== 'failed' && outcome !== 'cancelled') return [];
	return steps.flatMap((step, index) => {
		const { undo } = definitionOf(step);
		const loss = undo.policy === 'nothing' && isDone(index) ? undo.loss?.(step) : undefined;
		return loss ?? [];
	});
}
