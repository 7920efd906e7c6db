import type { Binding } from './binding.ts';

/** What asks or tells something over a screen. */
export const dialogKeys = [
	{ action: 'choose', keys: ['enter'], scope: 'choose', group: 'Look', description: 'take the chosen row', hint: 'choose' },
	{ action: 'close', keys: ['esc', 'q'], scope: 'choose', group: 'Look', description: 'close the list', hint: 'close' },

	{ action: 'more', keys: ['k', 'up', 'right', 'l', '+'], scope: 'number', group: 'Move', description: 'one replica more', hint: 'more' },
	{
		action: 'fewer',
		keys: ['j', 'down', 'left', 'h', '-'],
		scope: 'number',
		group: 'Move',
		description: 'one replica fewer',
		hint: 'fewer',
	},
	{
		action: 'digit',
		keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
		scope: 'number',
		group: 'Move',
		description: 'type the number of replicas',
	},
	{ action: 'choose', keys: ['enter'], scope: 'number', group: 'Look', description: 'see the plan for that number', hint: 'plan' },
	{ action: 'close', keys: ['esc', 'q'], scope: 'number', group: 'Look', description: 'close the number', hint: 'close' },

	{ action: 'accept', keys: ['enter'], scope: 'text', group: 'Look', description: 'take the text', hint: 'take' },
	{ action: 'abandon', keys: ['esc'], scope: 'text', group: 'Look', description: 'leave the text', hint: 'leave' },
	{ action: 'erase', keys: ['backspace'], scope: 'text', group: 'Move', description: 'erase a character' },
	{ action: 'erase-all', keys: ['ctrl-u'], scope: 'text', group: 'Move', description: 'erase the text' },

	{ action: 'confirm', keys: ['y'], scope: 'confirm', group: 'Change', description: 'yes, do it', hint: 'yes', alone: true },
	{ action: 'close', keys: ['esc', 'q', 'n', 'enter'], scope: 'confirm', group: 'Look', description: 'no', hint: 'no' },

	{ action: 'close', keys: ['esc', 'q', '?'], scope: 'help', group: 'Look', description: 'close help', hint: 'close' },
	{ action: 'close', keys: ['esc', 'q', 'enter'], scope: 'shown', group: 'Look', description: 'close the text', hint: 'close' },
] as const satisfies readonly Binding[];
