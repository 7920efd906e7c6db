import type { Binding } from './binding.ts';

/** One project on the screen, with its tabs. */
export const projectKeys = [
	{
		action: 'open-row',
		keys: ['enter'],
		scope: 'project',
		group: 'Look',
		description: 'open what is selected, or what the tab is about',
		hint: 'open',
	},
	{
		action: 'deploy-release',
		like: 'deploy',
		keys: ['D'],
		scope: 'project',
		group: 'Change',
		description: 'deploy: on Releases the selected one, see the plan',
		hint: 'deploy',
	},
	{
		action: 'roll-back-release',
		like: 'roll-back',
		keys: ['B'],
		scope: 'project',
		group: 'Change',
		description: 'roll back: on Releases to the selected one, see the plan',
		hint: 'roll back',
	},
	{
		action: 'why',
		keys: ['d'],
		scope: 'project',
		group: 'Look',
		description: 'why the selected replica, or the worst, is as it is',
		hint: 'why',
	},
	{
		action: 'scale',
		keys: ['S'],
		scope: 'project',
		group: 'Change',
		description: 'scale: pick a number of replicas, see the plan',
		hint: 'scale',
	},
	{ action: 'next-tab', keys: [']', 'tab'], scope: 'project', group: 'Move', description: 'next tab', hint: 'next tab' },
	{ action: 'previous-tab', keys: ['[', 'shift-tab'], scope: 'project', group: 'Move', description: 'previous tab' },
	{
		action: 'tab',
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		scope: 'project',
		group: 'Move',
		description: 'the tab with that number',
	},
	{ action: 'show-logs', keys: ['l'], scope: 'project', group: 'Look', description: 'logs; on Replicas those of the selected one' },
	{ action: 'events', keys: ['e'], scope: 'project', group: 'Look', description: 'events and audit of the project' },
	{ action: 'show-releases', keys: ['h'], scope: 'project', group: 'Look', description: 'releases' },
	{ action: 'show-ports', keys: ['p'], scope: 'project', group: 'Look', description: 'ports and proxy' },
	{
		action: 'port-map',
		keys: ['m'],
		scope: 'project',
		group: 'Look',
		description: 'port map: the ports of all projects',
		hint: 'port map',
	},
	{ action: 'open-operation', keys: ['O'], scope: 'project', group: 'Look', description: "open the project's running or last operation" },
	{
		action: 'secrets',
		keys: ['E'],
		scope: 'project',
		group: 'Change',
		description: 'secrets: names in .env, plan what is missing',
	},
	{
		action: 'remove',
		keys: ['X'],
		scope: 'project',
		group: 'Change',
		description: 'remove the project from the server: see the plan',
	},
	{ action: 'ask-again', keys: ['r'], scope: 'project', group: 'Look', description: 'observe and ask everything again now' },
] as const satisfies readonly Binding[];

/** The same places from the list of projects. */
export const projectKeysOfFleet = [
	{
		action: 'show-details',
		keys: ['d'],
		scope: 'fleet',
		group: 'Look',
		description: 'overview; of a container: why it is as it is',
		command: 'details',
	},
	{ action: 'show-releases', keys: ['h'], scope: 'fleet', group: 'Look', description: 'releases of the project', command: 'releases' },
	{ action: 'show-ports', keys: ['p'], scope: 'fleet', group: 'Look', description: 'ports and proxy of the project', command: 'ports' },
	{ action: 'port-map', keys: ['m'], scope: 'fleet', group: 'Look', description: 'port map: the ports of all projects' },
] as const satisfies readonly Binding[];
