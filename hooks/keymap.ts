import type { KeyName } from './keys.ts';

/**
 * Where a key counts. `always` is the terminal's own; `move` is every list and text; `global` every screen; the others
 * one screen or dialog each.
 */
export type Scope = 'always' | 'move' | 'global' | 'fleet' | 'plan' | 'operation' | 'choose' | 'number' | 'text' | 'confirm' | 'help';

/** Heading under which help shows a key. */
export type HelpGroup = 'Move' | 'Look' | 'Change' | 'Console';

/** One line of the key table. Footer, help and every answer to a key come from it. */
export interface Binding<Action extends string = string> {
	readonly action: Action;
	readonly keys: readonly KeyName[];
	readonly scope: Scope;
	readonly group: HelpGroup;
	/** A whole phrase, for help. */
	readonly description: string;
	/** One or two words, for the footer; absent there without them. */
	readonly hint?: string;
	/** Counts only if it came alone in its read: nothing pasted or typed ahead confirms a change. */
	readonly alone?: boolean;
}

const table = [
	{ action: 'down', keys: ['j', 'down'], scope: 'move', group: 'Move', description: 'one row down' },
	{ action: 'up', keys: ['k', 'up'], scope: 'move', group: 'Move', description: 'one row up' },
	{ action: 'first', keys: ['g', 'home'], scope: 'move', group: 'Move', description: 'to the first row' },
	{ action: 'last', keys: ['G', 'end'], scope: 'move', group: 'Move', description: 'to the last row' },
	{ action: 'page-down', keys: ['pgdn'], scope: 'move', group: 'Move', description: 'one page down' },
	{ action: 'page-up', keys: ['pgup'], scope: 'move', group: 'Move', description: 'one page up' },
	{ action: 'half-down', keys: ['ctrl-d'], scope: 'move', group: 'Move', description: 'half a page down' },
	{ action: 'half-up', keys: ['ctrl-u'], scope: 'move', group: 'Move', description: 'half a page up' },

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
		description: 'open: the running operation, or the panes',
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

	{ action: 'start', keys: ['y'], scope: 'plan', group: 'Change', description: 'start the plan that is shown', hint: 'start', alone: true },
	{ action: 'dismiss', keys: ['enter'], scope: 'plan', group: 'Look', description: 'go back and change nothing', hint: 'go back' },
	{ action: 'diffs', keys: ['d'], scope: 'plan', group: 'Look', description: 'show or fold the changes of files', hint: 'diffs' },
	{ action: 'plan-again', keys: ['r'], scope: 'plan', group: 'Look', description: 'plan again from the present state', hint: 'plan again' },

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
	{ action: 'follow', keys: ['f'], scope: 'operation', group: 'Look', description: 'follow the running step again' },

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

	{ action: 'refresh', keys: ['r'], scope: 'global', group: 'Look', description: 'observe everything again now' },
	{ action: 'help', keys: ['?'], scope: 'global', group: 'Console', description: 'all keys', hint: 'help' },
	{ action: 'back', keys: ['esc'], scope: 'global', group: 'Console', description: 'close, clear or go back; never quits' },
	{ action: 'leave', keys: ['q'], scope: 'global', group: 'Console', description: 'go back; at the fleet: quit', hint: 'quit' },

	{ action: 'interrupt', keys: ['ctrl-c'], scope: 'always', group: 'Console', description: 'close; twice within 2 s: quit' },
	{ action: 'suspend', keys: ['ctrl-z'], scope: 'always', group: 'Console', description: 'suspend; fg comes back' },
	{ action: 'redraw', keys: ['ctrl-l'], scope: 'always', group: 'Console', description: 'draw the screen again' },
] as const satisfies readonly Binding[];

/** What a key can ask for. Each has one handler. */
export type ActionId = (typeof table)[number]['action'];

/** Every key of the console. */
export const keymap: readonly Binding<ActionId>[] = table;

/** The binding that answers a key; scopes that come first win. */
export function bindingFor(key: KeyName, scopes: readonly Scope[]): Binding<ActionId> | undefined {
	for (const scope of scopes) {
		const found = keymap.find((binding) => binding.scope === scope && binding.keys.includes(key));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The bindings that the footer names now, those of the innermost scope first; a key that is taken there is not named again. */
export function hintsFor(scopes: readonly Scope[]): readonly Binding<ActionId>[] {
	const hinted = scopes.flatMap((scope) => keymap.filter((binding) => binding.scope === scope && binding.hint !== undefined));
	return hinted.filter((binding) => binding.keys.some((key) => bindingFor(key, scopes) === binding));
}

/** A key as people write it: `Enter`, `Shift-Tab`, `Ctrl-d`, `J`. */
export function keyLabel(key: KeyName): string {
	const arrows: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→', pgup: 'PgUp', pgdn: 'PgDn' };
	if (arrows[key] !== undefined) return arrows[key];
	if ([...key].length === 1) return key;
	return key.replace(/(^|-)([a-z]{2,})/g, (_, dash: string, word: string) => dash + word.charAt(0).toUpperCase() + word.slice(1));
}

/** The keys of a binding as people write them: `j ↓`, `1–9`. */
export function keyLabels({ keys }: Binding): string {
	const first = keys[0] ?? '';
	const last = keys.at(-1) ?? '';
	if (keys.length > 5 && /^\d$/.test(first)) return `${first}–${last}`;
	return keys.map(keyLabel).join(' ');
}
