import type { KeyName } from '../keys.ts';

/**
 * Where a key counts. `always` is the terminal's own; `move` is every list and text; `global` every screen; the others
 * one screen or dialog each.
 */
export type Scope =
	| 'always'
	| 'move'
	| 'global'
	| 'fleet'
	| 'plan'
	| 'named-plan'
	| 'operation'
	| 'choose'
	| 'number'
	| 'text'
	| 'confirm'
	| 'help'
	| 'shown'
	| 'events'
	| 'log-lines'
	| 'logs'
	| 'project'
	| 'ports'
	| 'health'
	| 'wizard'
	| 'secrets'
	| 'palette';

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
	/** Counts only if it came alone in its read, and not right after a stray key: nothing pasted or typed ahead confirms a change or opens a shell. */
	readonly alone?: boolean;
	/** An action of another place that is the same to the operator: its chosen keys count here too, unless this one has its own. */
	readonly like?: string;
	/** Its word in the palette, where a project's name may follow: it acts on the selected project. */
	readonly command?: string;
}
