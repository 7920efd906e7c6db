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
	{
		action: 'deploy',
		keys: ['D'],
		scope: 'operation',
		group: 'Change',
		description: 'deploy: pick a release, see the plan',
		hint: 'deploy',
	},
	{
		action: 'roll-back',
		keys: ['B'],
		scope: 'operation',
		group: 'Change',
		description: 'roll back: pick an earlier release, see the plan',
		hint: 'roll back',
	},
	{
		action: 'start-project',
		keys: ['U'],
		scope: 'operation',
		group: 'Change',
		description: 'start its stopped replicas: see the plan',
	},
	{
		action: 'unpause-project',
		keys: ['W'],
		scope: 'operation',
		group: 'Change',
		description: 'wake its paused replicas: see the plan',
	},
	{ action: 'follow', keys: ['f'], scope: 'operation', group: 'Look', description: 'follow the running step again' },
	{
		action: 'open-operation',
		keys: ['O'],
		scope: 'operation',
		group: 'Look',
		description: "open the project's running or last operation",
	},
] as const satisfies readonly Binding[];
