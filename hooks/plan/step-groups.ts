import { definitionOf, type Step } from '../../source/steps/index.ts';
import type { StepGroup } from '../../source/steps/step.ts';

export interface GroupedSteps {
	readonly group: StepGroup;
	/** With their index in the plan. */
	readonly steps: readonly { readonly step: Step; readonly index: number }[];
}

/** The steps in their order, under a heading wherever the purpose changes. */
export function groupSteps(steps: readonly Step[]): readonly GroupedSteps[] {
	const grouped: { group: StepGroup; steps: { step: Step; index: number }[] }[] = [];
	for (const [index, step] of steps.entries()) {
		const group = definitionOf(step).group;
		const last = grouped.at(-1);
		if (last?.group === group) last.steps.push({ step, index });
		else grouped.push({ group, steps: [{ step, index }] });
	}
	return grouped;
}
