import type { Binding } from './binding.ts';

/** What an operator does by hand: on every screen, and nothing of it is a plan. */
export const byHandKeys = [
	{
		action: 'shell',
		keys: ['s'],
		scope: 'global',
		group: 'Look',
		description: 'open a shell in the selected replica or service',
		hint: 'shell',
		alone: true,
	},
	// A plan has y for itself.
	{ action: 'copy', keys: ['y', 'ctrl-y'], scope: 'global', group: 'Look', description: 'copy something of the selection', hint: 'copy' },
	{ action: 'show-copied', keys: ['Y'], scope: 'global', group: 'Look', description: 'show what was copied last, to select it by hand' },
] as const satisfies readonly Binding[];
