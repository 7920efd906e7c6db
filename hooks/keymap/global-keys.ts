import type { Binding } from './binding.ts';

/** Every screen; `always` also under a dialog. */
export const globalKeys = [
	{ action: 'refresh', keys: ['r'], scope: 'global', group: 'Look', description: 'observe everything again now' },
	{ action: 'help', keys: ['?'], scope: 'global', group: 'Console', description: 'all keys', hint: 'help' },
	{ action: 'back', keys: ['esc'], scope: 'global', group: 'Console', description: 'close, clear or go back; never quits' },
	{ action: 'leave', keys: ['q'], scope: 'global', group: 'Console', description: 'go back; at the fleet: quit', hint: 'quit' },

	{ action: 'interrupt', keys: ['ctrl-c'], scope: 'always', group: 'Console', description: 'close; twice within 2 s: quit' },
	{ action: 'suspend', keys: ['ctrl-z'], scope: 'always', group: 'Console', description: 'suspend; fg comes back' },
	{ action: 'redraw', keys: ['ctrl-l'], scope: 'always', group: 'Console', description: 'draw the screen again' },
] as const satisfies readonly Binding[];
