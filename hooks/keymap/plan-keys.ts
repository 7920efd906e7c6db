import type { Binding } from './binding.ts';

/** A plan and its confirmation; one that wants the project's name asks for it on Enter, for whoever thinks it is typed here. */
export const planKeys = [
	{ action: 'start', keys: ['y'], scope: 'plan', group: 'Change', description: 'start the plan that is shown', hint: 'start', alone: true },
	{ action: 'dismiss', keys: ['enter'], scope: 'plan', group: 'Look', description: 'go back and change nothing', hint: 'go back' },
	{
		action: 'type-name',
		keys: ['enter'],
		scope: 'named-plan',
		group: 'Change',
		description: 'type the name of the project, which starts the plan',
		hint: 'type the name',
	},
	{ action: 'diffs', keys: ['d'], scope: 'plan', group: 'Look', description: 'show or fold the changes of files', hint: 'diffs' },
	{ action: 'plan-again', keys: ['r'], scope: 'plan', group: 'Look', description: 'plan again from the present state', hint: 'plan again' },
] as const satisfies readonly Binding[];
