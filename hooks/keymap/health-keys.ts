import type { Binding } from './binding.ts';

/** The card that says why a container is as it is. */
export const healthKeys = [
	{ action: 'look-again', keys: ['r'], scope: 'health', group: 'Look', description: 'look at it again now', hint: 'look again' },
	{ action: 'deploy', keys: ['D'], scope: 'health', group: 'Change', description: 'deploy: pick a release, see the plan', hint: 'deploy' },
	{
		action: 'roll-back',
		keys: ['B'],
		scope: 'health',
		group: 'Change',
		description: 'roll back: pick an earlier release, see the plan',
		hint: 'roll back',
	},
	{ action: 'open-operation', keys: ['O'], scope: 'health', group: 'Look', description: "open the project's running or last operation" },
] as const satisfies readonly Binding[];
