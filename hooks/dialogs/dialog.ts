import type { Snapshot } from '../../source/model/snapshot.ts';
import type { ActionEntry } from '../actions/action-entry.ts';
import type { CopyItem } from '../copy/copy-item.ts';
import type { Cursor } from '../cursor.ts';
import type { Scope } from '../keymap/binding.ts';
import type { ActionId } from '../keymap.ts';
import type { KeyName } from '../keys.ts';
import type { Line } from '../line.ts';
import type { PaletteLine } from '../palette/palette-line.ts';

/** One row of a list to choose from, as it was when the list opened: nothing moves under the cursor. */
export interface Choice {
	readonly value: string;
	readonly words: Line;
}

/** What happens with a choice. */
export type ChoicePurpose =
	| { readonly kind: 'deploy'; readonly project: string }
	| { readonly kind: 'rollback'; readonly project: string }
	| { readonly kind: 'sort' }
	/** A new project that was begun. */
	| { readonly kind: 'draft' }
	| { readonly kind: 'action'; readonly entries: readonly ActionEntry[] }
	| { readonly kind: 'shell' }
	| { readonly kind: 'copy'; readonly items: readonly CopyItem[] }
	| { readonly kind: 'copy-secret'; readonly project: string };

export interface ChooseDialog {
	readonly kind: 'choose';
	readonly title: string;
	/** Over the choices; stays where it is when they are many. */
	readonly head?: Line;
	readonly choices: readonly Choice[];
	readonly purpose: ChoicePurpose;
	readonly cursor: Cursor;
	/** Said in place of an empty list. */
	readonly empty: string;
}

export interface NumberDialog {
	readonly kind: 'number';
	readonly project: string;
	readonly now: number;
	readonly value: number;
	/** Digits typed so far; the next one joins them while the number stays possible. */
	readonly typed: string;
}

/** The filter of a list while it is typed; it counts at once. */
export interface FilterDialog {
	readonly kind: 'filter';
	/** The screen whose list it is, or what of the log; absent: the fleet. */
	readonly of?: 'events' | 'log-search' | 'log-filter';
	readonly text: string;
	readonly before: string;
}

/** A text that has to be typed: a version, or a project's name that confirms a loss. */
export interface TypeDialog {
	readonly kind: 'type';
	readonly text: string;
	readonly question: string;
	/** What is wrong with the text that was to be taken; goes with the next character. */
	readonly problem?: string | undefined;
	readonly purpose: { readonly kind: 'version'; readonly project: string } | { readonly kind: 'name'; readonly name: string };
}

/** A question that `y` answers; everything else is no. */
export interface ConfirmDialog {
	readonly kind: 'confirm';
	readonly question: string;
	readonly consequence: string;
	readonly purpose:
		| { readonly kind: 'cancel' | 'resume' | 'discard-draft'; readonly id: string }
		| { readonly kind: 'leave-wizard' }
		| { readonly kind: 'action'; readonly action: ActionId; readonly key: KeyName }
		| { readonly kind: 'copy-secret'; readonly project: string; readonly key: string };
}

export interface HelpDialog {
	readonly kind: 'help';
	readonly cursor: Cursor;
	/** Where it was opened: their keys come first. */
	readonly scopes?: readonly Scope[];
	/** The server's root, to say how a shell names it. */
	readonly root?: string | undefined;
}

/** A text that was copied, as it is: for those whose terminal did not take it. */
export interface ShownDialog {
	readonly kind: 'shown';
	readonly title: string;
	readonly text: string;
	readonly cursor: Cursor;
}

/** The palette, with everything that could be run at the last key: nothing moves under the cursor by itself. */
export interface PaletteDialog {
	readonly kind: 'palette';
	readonly text: string;
	/** Actions, projects, replicas and commands for each project, in the order of equally good finds. */
	readonly lines: readonly PaletteLine[];
	/** The server as the lines were made from it; also for what may follow a project's name: versions and numbers. */
	readonly snapshot?: Snapshot | undefined;
	/** Epoch ms. */
	readonly openedAt: number;
	readonly cursor: Cursor;
	/** How far back in what was run before, from 1; absent while something is typed. */
	readonly past?: number | undefined;
}

/** What lies over the screen and takes all keys. */
export type Dialog = ChooseDialog | NumberDialog | FilterDialog | TypeDialog | ConfirmDialog | HelpDialog | ShownDialog | PaletteDialog;

/** The dialogs that somebody writes in. */
export type TextDialog = FilterDialog | TypeDialog | PaletteDialog;

/** A text after more was typed or pasted: one line, no control characters, at most 500 characters. */
export function typeText(text: string, added: string): string {
	return (text + added.replace(/[\p{Control}]/gu, '')).slice(0, 500);
}

/** The text without its last character. */
export function eraseCharacter(text: string): string {
	return [...text].slice(0, -1).join('');
}
