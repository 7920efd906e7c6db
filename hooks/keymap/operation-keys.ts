import type { Binding } from './binding.ts';

/** An operation, running or over. */
export const operationKeys = [
	{
		action: 'cancel',
		keys: ['c'],
		scope: 'operation',
		group: 'Change',
		description: 'cancel the operation and undo it (asks)',
		hint: 'cancel',
	},
	{
		action: 'resume',
		keys: ['R'],
		scope: 'operation',
		group: 'Change',
		description: 'resume an operation whose runner died (asks)',
		hint: 'resume',
	},
	{ action: 'follow', keys: ['f'], scope: 'operation', group: 'Look', description: 'follow the running step again' },
] as const satisfies readonly Binding[];
