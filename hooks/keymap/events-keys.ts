import type { Binding } from './binding.ts';

/** What the engine did and who changed what. */
export const eventsKeys = [
	{
		action: 'events',
		keys: ['e'],
		scope: 'fleet',
		group: 'Look',
		description: 'events and audit: of all; from a pane: of the project',
		command: 'events',
	},
	{ action: 'open-change', keys: ['enter'], scope: 'events', group: 'Look', description: 'open the operation of a change', hint: 'open' },
	{ action: 'filter-events', keys: ['/'], scope: 'events', group: 'Look', description: 'filter by any word; ! inverts', hint: 'filter' },
	{
		action: 'events-next',
		keys: [']'],
		scope: 'events',
		group: 'Look',
		description: 'next: all, engine, changes',
		hint: 'engine, changes',
	},
	{ action: 'events-previous', keys: ['['], scope: 'events', group: 'Look', description: 'the one before' },
	{
		action: 'events-of-all',
		keys: ['e'],
		scope: 'events',
		group: 'Look',
		description: 'of all projects, or of the one of the selected row',
		hint: 'one or all projects',
	},
] as const satisfies readonly Binding[];
