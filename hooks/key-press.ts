import type { Console } from './console.ts';
import type { ActionId } from './keymap.ts';
import type { KeyName } from './keys.ts';

/** What only the terminal can do. */
export interface Terminal {
	quit(): void;
	suspend(): void;
	redraw(): void;
	/** Gives the whole terminal to what `use` runs, and takes it back when that ends: everything is drawn again. */
	handOver(use: () => Promise<void>): Promise<void>;
}

/** A pressed key as its handler gets it. */
export interface KeyPress {
	readonly key: KeyName;
	/** True if it was the only key of its read. */
	readonly isAlone: boolean;
	readonly console: Console;
	readonly terminal: Terminal;
	/** The project that was named with the action, where one was. */
	readonly project?: string | undefined;
	/** Does what an action's key does here, or says why not: how menus run what was chosen in them. */
	run(action: ActionId, key: KeyName, project?: string): void;
}

export type Handler = (press: KeyPress) => void;
