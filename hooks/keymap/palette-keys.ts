import type { Binding } from './binding.ts';

/** The palette and the menu of actions: two ways to everything that has a key. */
export const paletteKeys = [
	{
		action: 'palette',
		keys: [':'],
		scope: 'global',
		group: 'Console',
		description: 'palette: any command, project, replica or service by name',
		hint: 'palette',
	},
	{
		action: 'actions',
		keys: ['x'],
		scope: 'global',
		group: 'Console',
		description: 'menu of all that can be done here, and why something cannot',
		hint: 'actions',
	},

	{ action: 'run-line', keys: ['enter'], scope: 'palette', group: 'Look', description: 'run the chosen line', hint: 'run' },
	{ action: 'complete-line', keys: ['tab'], scope: 'palette', group: 'Move', description: 'write out the chosen line', hint: 'complete' },
	{ action: 'next-line', keys: ['down'], scope: 'palette', group: 'Move', description: 'one line down', hint: 'choose' },
	{
		action: 'previous-line',
		keys: ['up'],
		scope: 'palette',
		group: 'Move',
		description: 'one line up; with nothing typed: what was run before',
	},
	{ action: 'next-lines', keys: ['pgdn'], scope: 'palette', group: 'Move', description: 'one page of lines down' },
	{ action: 'previous-lines', keys: ['pgup'], scope: 'palette', group: 'Move', description: 'one page of lines up' },
] as const satisfies readonly Binding[];
