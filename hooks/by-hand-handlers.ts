import { closeDialog } from './console-state.ts';
import { askSecret, copyItem, openCopy, showCopied } from './copy/open-copy.ts';
import type { Handler, KeyPress } from './key-press.ts';
import type { ActionId } from './keymap.ts';
import { openShell, runShell } from './shell/open-shell.ts';

/** What an operator does by hand. */
export const byHandHandlers = {
	shell: openShell,
	copy: ({ console }) => openCopy(console),
	'show-copied': ({ console }) => showCopied(console),
} satisfies Partial<Record<ActionId, Handler>>;

/** Takes a choice that is about these; false for every other list. */
export function chooseByHand({ console, terminal }: KeyPress): boolean {
	const { dialog } = console.get();
	if (dialog?.kind !== 'choose') return false;
	const { purpose, choices, cursor } = dialog;
	const value = choices[cursor.index]?.value;
	if (purpose.kind === 'shell' && value !== undefined) void runShell(console, terminal, value);
	else if (purpose.kind === 'copy-secret' && value !== undefined) askSecret(console, purpose.project, value);
	else if (purpose.kind === 'copy') {
		const item = purpose.items[cursor.index];
		if (item === undefined) console.update(closeDialog);
		else copyItem(console, item);
	} else return false;
	return true;
}
