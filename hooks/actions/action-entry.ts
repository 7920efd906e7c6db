import type { HelpGroup } from '../keymap/binding.ts';
import type { ActionId } from '../keymap.ts';
import type { KeyName } from '../keys.ts';

/** One thing that can be asked for in the present place, as a menu shows it. */
export interface ActionEntry {
	readonly action: ActionId;
	/** The key that asks for it here. */
	readonly key: KeyName;
	readonly group: HelpGroup;
	/** Its word in the palette. */
	readonly name: string;
	readonly description: string;
	/** True if its key confirms a change, and so counts only when pressed alone: a menu asks before it does that. */
	readonly isConfirmation: boolean;
	/** Why it does nothing now. */
	readonly reason?: string;
}
