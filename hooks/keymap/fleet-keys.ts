import type { Binding } from './binding.ts';

/** The fleet screen. */
export const fleetKeys = [
	{ action: 'deploy', keys: ['D'], scope: 'fleet', group: 'Change', description: 'deploy: pick a release, see the plan', hint: 'deploy' },
	{
		action: 'scale',
		keys: ['S'],
		scope: 'fleet',
		group: 'Change',
		description: 'scale: pick a number of replicas, see the plan',
		hint: 'scale',
	},
	{
		action: 'roll-back',
		keys: ['B'],
		scope: 'fleet',
		group: 'Change',
		description: 'roll back: pick an earlier release, see the plan',
		hint: 'roll back',
	},
	{
		action: 'open',
		keys: ['enter'],
		scope: 'fleet',
		group: 'Look',
		description: 'open the project; in a pane its row, or the pane alone',
		hint: 'open',
	},
	{ action: 'open-operation', keys: ['O'], scope: 'fleet', group: 'Look', description: "open the project's running or last operation" },
	{
		action: 'filter',
		keys: ['/'],
		scope: 'fleet',
		group: 'Look',
		description: 'filter by name, release, domain or state; ! inverts',
		hint: 'filter',
	},
	{ action: 'sort', keys: ['o'], scope: 'fleet', group: 'Look', description: 'sort projects', hint: 'sort' },
	{ action: 'next-pane', keys: ['tab'], scope: 'fleet', group: 'Move', description: 'next pane', hint: 'panes' },
	{ action: 'previous-pane', keys: ['shift-tab'], scope: 'fleet', group: 'Move', description: 'previous pane' },
	{
		action: 'pane',
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		scope: 'fleet',
		group: 'Move',
		description: 'the pane with that number',
	},
	{ action: 'zoom', keys: ['+'], scope: 'fleet', group: 'Look', description: 'the pane alone on the screen' },
	{ action: 'unzoom', keys: ['_'], scope: 'fleet', group: 'Look', description: 'all panes again' },
] as const satisfies readonly Binding[];
