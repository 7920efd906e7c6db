import { formatNumber } from '../../source/model/format.ts';
import type { Console } from '../console.ts';
import { activeScopes, openDialog, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { Choice, ChooseDialog } from '../dialogs/dialog.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { KeyPress } from '../key-press.ts';
import { keyLabel } from '../keymap.ts';
import { fill, span, widthOf } from '../line.ts';
import { markedProjects } from '../marks/target-projects.ts';
import { actionEntries } from './action-entries.ts';
import type { ActionEntry } from './action-entry.ts';
import { runEntry } from './run-entry.ts';

/** Opens the menu of everything that can be asked for here, each with its key, and what cannot now with its reason. */
export function openActions(console: Console): void {
	const entries = actionEntries(console, activeScopes(console.get())).filter(({ action }) => action !== 'actions');
	const width = Math.max(...entries.map(({ key }) => widthOf(keyLabel(key))));
	const dialog: ChooseDialog = {
		kind: 'choose',
		title: `Actions${subject(console)}`,
		choices: entries.map((entry) => choiceOf(entry, width)),
		purpose: { kind: 'action', entries },
		cursor: startCursor,
		empty: '',
	};
	console.update((state) => openDialog(state, dialog));
}

/** A key that is written in the open menu does what it does there, unless the list itself needs it. */
export function pressInMenu(press: KeyPress): void {
	const { dialog } = press.console.get();
	if (dialog?.kind !== 'choose' || dialog.purpose.kind !== 'action') return;
	const entry = dialog.purpose.entries.find(({ key }) => key === press.key);
	if (entry !== undefined) runEntry(press, entry);
}

function choiceOf({ action, key, description, reason }: ActionEntry, width: number): Choice {
	const label = fill(keyLabel(key), width);
	if (reason === undefined) return { value: action, words: [span(label, 'accent'), span(`  ${description}`)] };
	return { value: action, words: [span(`${label}  ${description.split(':')[0]} · ${reason}`, 'dim')] };
}

function subject(console: Console): string {
	if (topScreen(console.get()) !== undefined) return '';
	const marked = markedProjects(console).length;
	if (marked > 0) return ` for ${formatNumber(marked, 'marked project')}`;
	const project = selectedProject(console);
	return project === undefined ? '' : ` for ${project.name}`;
}
