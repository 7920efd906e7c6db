import { isVersion } from '../source/model/names.ts';
import { byHandHandlers, chooseByHand } from './by-hand-handlers.ts';
import type { Console } from './console.ts';
import { type ConsoleState, changePlan, closeDialog, closeScreen, goBack, isAtRoot, openDialog, say, topScreen } from './console-state.ts';
import { copySecret } from './copy/open-copy.ts';
import { startCursor } from './cursor.ts';
import { changeText } from './dialogs/change-text.ts';
import { type ChooseDialog, eraseCharacter } from './dialogs/dialog.ts';
import { changeNumber, typeDigit } from './dialogs/number.ts';
import { openDeploy, openRollback, openScale, openSort } from './dialogs/open-pickers.ts';
import { otherVersion } from './dialogs/release-choices.ts';
import { isSortColumn, type SortColumn } from './fleet/fleet-state.ts';
import { selectedProject } from './fleet/selected-project.ts';
import type { Handler, KeyPress } from './key-press.ts';
import type { ActionId } from './keymap.ts';
import { keyOf } from './keymap.ts';
import { move } from './move.ts';
import { askAbout, carryOut, findOperation } from './operation/open-operation.ts';
import { findPane, focusOrder, nextFocus } from './panes/panes.ts';
import { confirmPlan, makePlan, planAgain, startPlan } from './plan/make-plan.ts';

/** What each action does. An action without an entry does not compile. */
export const handlers: Readonly<Record<ActionId, Handler>> = {
	down: ({ console }) => move(console, 'down'),
	up: ({ console }) => move(console, 'up'),
	first: ({ console }) => move(console, 'first'),
	last: ({ console }) => move(console, 'last'),
	'page-down': ({ console }) => move(console, 'page-down'),
	'page-up': ({ console }) => move(console, 'page-up'),
	'half-down': ({ console }) => move(console, 'half-down'),
	'half-up': ({ console }) => move(console, 'half-up'),

	deploy: ({ console }) => openDeploy(console),
	scale: ({ console }) => openScale(console),
	'roll-back': ({ console }) => openRollback(console),
	open: ({ console }) => open(console),
	'open-operation': ({ console }) => openOperationOf(console),
	filter: ({ console }) => console.update((state) => openDialog(state, { kind: 'filter', text: '', before: state.fleet.filter })),
	sort: ({ console }) => openSort(console),
	'next-pane': ({ console }) => console.update((state) => focusOn(state, nextFocus(state.focus, 1))),
	'previous-pane': ({ console }) => console.update((state) => focusOn(state, nextFocus(state.focus, -1))),
	pane: ({ console, key }) => console.update((state) => focusOn(state, focusOrder[Number(key) - 1])),
	zoom: ({ console }) => console.update((state) => ({ ...state, isZoomed: true })),
	unzoom: ({ console }) => console.update((state) => ({ ...state, isZoomed: false })),

	start: ({ console }) => void confirmPlan(console),
	dismiss: ({ console }) => console.update(closeScreen),
	diffs: ({ console }) => console.update((state) => changePlan(state, (screen) => ({ ...screen, hasDiffs: !screen.hasDiffs }))),
	'plan-again': ({ console }) => void planAgain(console),

	cancel: ({ console }) => askAbout(console, 'cancel'),
	resume: ({ console }) => askAbout(console, 'resume'),
	follow: ({ console }) => console.update(followAgain),

	choose: (press) => chooseByHand(press) || choose(press.console),
	close: ({ console }) => console.update(closeDialog),
	more: ({ console }) => console.update((state) => changeDialogNumber(state, 1)),
	fewer: ({ console }) => console.update((state) => changeDialogNumber(state, -1)),
	digit: ({ console, key }) =>
		console.update((state) => (state.dialog?.kind === 'number' ? { ...state, dialog: typeDigit(state.dialog, key) } : state)),
	accept: (press) => accept(press),
	abandon: ({ console }) => console.update(closeDialog),
	erase: ({ console }) => console.update((state) => changeText(state, eraseCharacter)),
	'erase-all': ({ console }) => console.update((state) => changeText(state, () => '')),
	confirm: ({ console }) => confirm(console),

	refresh: ({ console }) => {
		console.server.refresh();
		console.update((state) => say(state, 'Observing everything again', 'plain'));
	},
	help: ({ console }) => console.update((state) => openDialog(state, { kind: 'help', cursor: startCursor })),
	back: ({ console }) => console.update(goBack),
	leave: ({ console, terminal }) => (isAtRoot(console.get()) ? terminal.quit() : console.update(goBack)),

	interrupt: (press) => interrupt(press),
	suspend: ({ terminal }) => terminal.suspend(),
	redraw: ({ terminal }) => terminal.redraw(),
	...byHandHandlers,
};

/** A second ctrl-c within this time quits, in ms. */
export const quitTime = 2000;

function interrupt({ console, terminal }: KeyPress): void {
	const at = console.now();
	const { interruptedAt } = console.get();
	if (interruptedAt !== undefined && at - interruptedAt <= quitTime) terminal.quit();
	else console.update((state) => say({ ...goBack(state), interruptedAt: at }, `${keyOf('interrupt')} again quits`, 'plain', at));
}

function open(console: Console): void {
	const project = selectedProject(console);
	const { focus, panes, now } = console.get();
	const view = console.server.get();
	const listed = project && findPane(focus)?.operationAt?.({ view, project, now }, panes[focus]?.index ?? 0);
	const id = listed ?? project?.operation?.id;
	if (id !== undefined) void findOperation(console, id);
	else console.update((state) => (state.focus === 'fleet' ? focusOn(state, focusOrder[1]) : { ...state, isZoomed: true }));
}

function openOperationOf(console: Console): void {
	const project = selectedProject(console);
	if (project !== undefined) void findOperation(console, project.operation?.id ?? project.name);
}

function focusOn(state: ConsoleState, focus: string | undefined): ConsoleState {
	return focus === undefined ? state : { ...state, focus, isZoomed: state.isZoomed && focus !== 'fleet' };
}

function followAgain(state: ConsoleState): ConsoleState {
	const top = topScreen(state);
	return top?.kind === 'operation' ? { ...state, screens: [...state.screens.slice(0, -1), { kind: 'operation', id: top.id }] } : state;
}

function choose(console: Console): void {
	const { dialog } = console.get();
	if (dialog?.kind === 'number') void makePlan(console, { kind: 'scale', project: dialog.project, replicas: dialog.value });
	if (dialog?.kind === 'choose') chooseRow(console, dialog);
}

function chooseRow(console: Console, { purpose, choices, cursor }: ChooseDialog): void {
	const value = choices[cursor.index]?.value;
	if (value === undefined) console.update(closeDialog);
	else if (purpose.kind === 'sort') console.update((state) => closeDialog(isSortColumn(value) ? sortBy(state, value) : state));
	else if (purpose.kind === 'rollback') void makePlan(console, { kind: 'rollback', project: purpose.project, version: value });
	else if (purpose.kind !== 'deploy') return;
	else if (value === otherVersion) askVersion(console, purpose.project);
	else void makePlan(console, { kind: 'deploy', project: purpose.project, version: value });
}

function sortBy(state: ConsoleState, sort: SortColumn): ConsoleState {
	return { ...state, fleet: { ...state.fleet, sort } };
}

function askVersion(console: Console, project: string): void {
	const question = `Version of ${project} to deploy (the tag of its image):`;
	console.update((state) => openDialog(state, { kind: 'type', text: '', question, purpose: { kind: 'version', project } }));
}

function accept({ console, isAlone }: KeyPress): void {
	const { dialog } = console.get();
	if (dialog?.kind === 'filter') console.update((state) => ({ ...state, dialog: undefined }));
	if (dialog?.kind !== 'type') return;
	const { purpose, text } = dialog;
	if (purpose.kind === 'version') acceptVersion(console, purpose.project, text);
	else if (isAlone) acceptName(console, purpose.name, text);
	else console.update((state) => say(state, `${keyOf('accept')} came together with other keys and was ignored: press it alone`, 'warn'));
}

function acceptVersion(console: Console, project: string, version: string): void {
	if (isVersion(version)) void makePlan(console, { kind: 'deploy', project, version });
	else console.update((state) => say(state, 'A version is letters, digits, dots, dashes and underscores, at most 63', 'warn'));
}

function acceptName(console: Console, name: string, typed: string): void {
	if (typed !== name) console.update((state) => say(closeDialog(state), `That was not ${name}: nothing was started`, 'warn'));
	else {
		console.update(closeDialog);
		void startPlan(console);
	}
}

function confirm(console: Console): void {
	const { dialog } = console.get();
	if (dialog?.kind !== 'confirm') return;
	console.update(closeDialog);
	const { purpose } = dialog;
	if (purpose.kind === 'copy-secret') void copySecret(console, purpose.project, purpose.key);
	else void carryOut(console, purpose.kind, purpose.id);
}

function changeDialogNumber(state: ConsoleState, by: number): ConsoleState {
	return state.dialog?.kind === 'number' ? { ...state, dialog: changeNumber(state.dialog, by) } : state;
}
