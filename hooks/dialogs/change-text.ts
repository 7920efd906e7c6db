import type { ConsoleState } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { TextDialog } from './dialog.ts';

/** The state after the text that is being typed has changed; a filter counts at once. Nothing if nobody is typing. */
export function changeText(state: ConsoleState, change: (text: string) => string): ConsoleState {
	const { dialog } = state;
	if (dialog?.kind === 'palette')
		return { ...state, dialog: { ...dialog, text: change(dialog.text), cursor: startCursor, past: undefined } };
	if (dialog?.kind !== 'filter' && dialog?.kind !== 'type') return state;
	const changed: TextDialog = { ...dialog, text: change(dialog.text) };
	return { ...state, dialog: changed, ...(changed.kind === 'filter' && { fleet: { ...state.fleet, filter: changed.text } }) };
}
