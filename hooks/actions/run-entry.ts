import { type ConsoleState, closeDialog, openDialog, say, topScreen } from '../console-state.ts';
import type { KeyPress } from '../key-press.ts';
import { keyLabel } from '../keymap.ts';
import type { ActionEntry } from './action-entry.ts';

/** Said where Enter would have run a change and came with other keys. */
export const enterAlone = 'Enter came together with other keys and was ignored: press it alone';

/** Does what was chosen in a menu, where a project may be named. What only its key pressed alone does is asked first: choosing a row confirms nothing. */
export function runEntry(press: KeyPress, entry: ActionEntry, project?: string): void {
	const { console, isAlone } = press;
	const { action, key, reason } = entry;
	if (reason !== undefined) console.update((state) => say(state, `${keyLabel(key)}: ${reason}`, 'warn'));
	else if (entry.group === 'Change' && !isAlone) console.update((state) => say(state, enterAlone, 'warn'));
	else if (entry.isConfirmation) console.update((state) => ask(state, entry));
	else {
		console.update(closeDialog);
		press.run(action, key, project);
	}
}

function ask(state: ConsoleState, { action, key, description }: ActionEntry): ConsoleState {
	const top = topScreen(state);
	const plan = top?.kind === 'plan' ? top.plan?.title : undefined;
	const question = `${description.charAt(0).toUpperCase()}${description.slice(1)}?`;
	const consequence = plan ?? `It is what ${keyLabel(key)} does when it is pressed alone.`;
	return openDialog(state, { kind: 'confirm', question, consequence, purpose: { kind: 'action', action, key } });
}
