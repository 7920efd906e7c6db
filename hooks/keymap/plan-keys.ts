import type { Binding } from './binding.ts';

/** A plan and its confirmation. */
export const planKeys = [
	{ action: 'start', keys: ['y'], scope: 'plan', group: 'Change', description: 'start the plan that is shown', hint: 'start', alone: true },
	{ action: 'dismiss', keys: ['enter'], scope: 'plan', group: 'Look', description: 'go back and change nothing', hint: 'go back' },
	{ action: 'diffs', keys: ['d'], scope: 'plan', group: 'Look', description: 'show or fold the changes of files', hint: 'diffs' },
	{ action: 'plan-again', keys: ['r'], scope: 'plan', group: 'Look', description: 'plan again from the present state', hint: 'plan again' },
] as const satisfies readonly Binding[];
