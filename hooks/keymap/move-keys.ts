import type { Binding } from './binding.ts';

/** Every list and text. */
export const moveKeys = [
	{ action: 'down', keys: ['j', 'down'], scope: 'move', group: 'Move', description: 'one row down' },
	{ action: 'up', keys: ['k', 'up'], scope: 'move', group: 'Move', description: 'one row up' },
	{ action: 'first', keys: ['g', 'home'], scope: 'move', group: 'Move', description: 'to the first row' },
	{ action: 'last', keys: ['G', 'end'], scope: 'move', group: 'Move', description: 'to the last row' },
	{ action: 'page-down', keys: ['pgdn'], scope: 'move', group: 'Move', description: 'one page down' },
	{ action: 'page-up', keys: ['pgup'], scope: 'move', group: 'Move', description: 'one page up' },
	{ action: 'half-down', keys: ['ctrl-d'], scope: 'move', group: 'Move', description: 'half a page down' },
	{ action: 'half-up', keys: ['ctrl-u'], scope: 'move', group: 'Move', description: 'half a page up' },
] as const satisfies readonly Binding[];
