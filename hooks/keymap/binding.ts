import type { KeyName } from '../keys.ts';

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
	/** What it has by default; only where the operator chose others. */
	readonly defaultKeys?: readonly KeyName[];
	readonly scope: Scope;
	readonly group: HelpGroup;
	/** A whole phrase, for help. */
	readonly description: string;
	/** One or two words, for the footer; absent there without them. */
	readonly hint?: string;
	/** Counts only if it came alone in its read: nothing pasted or typed ahead confirms a change. */
	readonly alone?: boolean;
}
