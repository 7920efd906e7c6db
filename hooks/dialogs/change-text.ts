import { type ConsoleState, setFilter, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import { changeWizard } from '../wizard/change-wizard.ts';
import { changeAnswer } from '../wizard/wizard-screen.ts';
import type { TextDialog } from './dialog.ts';

/** The state after the text that is being typed, in a dialog or the guide, has changed; a filter counts at once. Nothing if nobody is typing. */
export function changeText(state: ConsoleState, change: (text: string) => string): ConsoleState {
	const { dialog } = state;
	// What was said of the answer before need not be true of this one.
	const unsaid = { ...state, message: undefined };
	if (dialog === undefined && topScreen(state)?.kind === 'wizard') return changeWizard(unsaid, (screen) => changeAnswer(screen, change));
	if (dialog?.kind === 'palette')
		return { ...state, dialog: { ...dialog, text: change(dialog.text), cursor: startCursor, past: undefined } };
	if (dialog?.kind !== 'filter' && dialog?.kind !== 'type') return state;
	const changed: TextDialog =
		dialog.kind === 'type' ? { ...dialog, text: change(dialog.text), problem: undefined } : { ...dialog, text: change(dialog.text) };
	const filtered = changed.kind === 'filter' ? setFilter(state, changed, changed.text) : state;
	return { ...filtered, dialog: changed };
}
