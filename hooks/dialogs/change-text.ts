import { type ConsoleState, topScreen } from '../console-state.ts';
import { changeWizard } from '../wizard/change-wizard.ts';
import { changeAnswer } from '../wizard/wizard-screen.ts';
import type { TextDialog } from './dialog.ts';

/** The state after the text that is being typed, in a dialog or the guide, has changed; a filter counts at once. Nothing if nobody is typing. */
export function changeText(state: ConsoleState, change: (text: string) => string): ConsoleState {
	const { dialog } = state;
	if (dialog === undefined && topScreen(state)?.kind === 'wizard') return changeWizard(state, (screen) => changeAnswer(screen, change));
	if (dialog?.kind !== 'filter' && dialog?.kind !== 'type') return state;
	const changed: TextDialog = { ...dialog, text: change(dialog.text) };
	return { ...state, dialog: changed, ...(changed.kind === 'filter' && { fleet: { ...state.fleet, filter: changed.text } }) };
}
