import { isVersion } from '../source/model/names.ts';
import type { ActionEntry } from './actions/action-entry.ts';
import { openActions } from './actions/actions-menu.ts';
import { runEntry } from './actions/run-entry.ts';
import { byHandHandlers, chooseByHand } from './by-hand-handlers.ts';
import type { Console } from './console.ts';
import {
	activeScopes,
	type ConsoleState,
	changePlan,
	closeDialog,
	closeScreen,
	goBack,
	isAtRoot,
	openDialog,
	say,
	topScreen,
} from './console-state.ts';
import { copySecret } from './copy/open-copy.ts';
import { startCursor } from './cursor.ts';
import { changeText } from './dialogs/change-text.ts';
import { type ChooseDialog, eraseCharacter } from './dialogs/dialog.ts';
import { changeNumber, typeDigit } from './dialogs/number.ts';
import { openSort } from './dialogs/open-pickers.ts';
import { otherVersion } from './dialogs/release-choices.ts';
import { eventsHandlers } from './events/events-handlers.ts';
import { isSortColumn, type SortColumn } from './fleet/fleet-state.ts';
import { selectedProject } from './fleet/selected-project.ts';
import { selectionOf } from './fleet/selection.ts';
import { healthHandlers } from './health/health-handlers.ts';
import type { Handler, KeyPress } from './key-press.ts';
import type { ActionId } from './keymap.ts';
import { keyOf } from './keymap.ts';
import { logHandlers } from './logs/log-handlers.ts';
import { openChange } from './marks/mark-queue.ts';
import { toggleMark } from './marks/marks.ts';
import { move } from './move.ts';
import { askAbout, carryOut, findOperation } from './operation/open-operation.ts';
import { paletteHandlers } from './palette/palette-handlers.ts';
import { focusOrder } from './panes/focus-order.ts';
import { nextFocus } from './panes/panes.ts';
import { confirmPlan, makePlan, planAgain, startPlan } from './plan/make-plan.ts';
import { wholeProjectHandlers } from './plan/whole-project-handlers.ts';
import { portsHandlers } from './ports/ports-handlers.ts';
import { openProject } from './project/open-project.ts';
import { openSelection } from './project/open-selection.ts';
import { projectHandlers } from './project/project-handlers.ts';
import { secretsHandlers } from './secrets/secrets-handlers.ts';
import { chooseDraft, discardAnswers } from './wizard/open-wizard.ts';
import { wizardHandlers } from './wizard/wizard-handlers.ts';

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

	deploy: ({ console }) => openChange(console, 'deploy'),
	scale: ({ console }) => openChange(console, 'scale'),
	'roll-back': ({ console }) => openChange(console, 'roll-back'),
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
	'type-name': ({ console }) => void confirmPlan(console),
	dismiss: ({ console }) => console.update(closeScreen),
	diffs: ({ console }) =>
		console.update((state) => changePlan(state, (screen) => ({ ...screen, hasDiffs: !screen.hasDiffs, cursor: startCursor }))),
	'plan-again': ({ console }) => void planAgain(console),

	cancel: ({ console }) => askAbout(console, 'cancel'),
	resume: ({ console }) => askAbout(console, 'resume'),
	follow: ({ console }) => console.update(followAgain),

	choose: (press) => chooseByHand(press) || choose(press),
	close: ({ console }) => console.update(closeDialog),
	more: ({ console }) => console.update((state) => changeDialogNumber(state, 1)),
	fewer: ({ console }) => console.update((state) => changeDialogNumber(state, -1)),
	digit: ({ console, key }) =>
		console.update((state) => (state.dialog?.kind === 'number' ? { ...state, dialog: typeDigit(state.dialog, key) } : state)),
	accept: (press) => accept(press),
	abandon: ({ console }) => console.update(closeDialog),
	erase: ({ console }) => console.update((state) => changeText(state, eraseCharacter)),
	'erase-all': ({ console }) => console.update((state) => changeText(state, () => '')),
	confirm: (press) => confirm(press),

	refresh: ({ console }) => {
		console.server.refresh();
		console.update((state) => say(state, 'Observing everything again', 'plain'));
	},
	help: ({ console }) => openHelp(console),
	back: ({ console }) => console.update(goBack),
	leave: ({ console, terminal }) => (isAtRoot(console.get()) ? terminal.quit() : console.update(goBack)),

	interrupt: (press) => interrupt(press),
	suspend: ({ terminal }) => terminal.suspend(),
	redraw: ({ terminal }) => terminal.redraw(),
	...eventsHandlers,
	...logHandlers,

	...projectHandlers,
	...portsHandlers,
	...healthHandlers,

	...wizardHandlers,
	...wholeProjectHandlers,
	...secretsHandlers,

	actions: ({ console }) => openActions(console),
	mark: ({ console }) => mark(console),
	...paletteHandlers,
	...byHandHandlers,
};

function openHelp(console: Console): void {
	const root = console.server.get().snapshot?.root;
	console.update((state) => openDialog(state, { kind: 'help', cursor: startCursor, scopes: activeScopes(state), root }));
}

function mark(console: Console): void {
	const project = selectedProject(console);
	if (project !== undefined) console.update((state) => ({ ...state, fleet: toggleMark(state.fleet, project.name) }));
}

/** A second ctrl-c within this time quits, in ms. */
export const quitTime = 2000;

function interrupt({ console, terminal }: KeyPress): void {
	const at = console.now();
	const { interruptedAt } = console.get();
	if (interruptedAt !== undefined && at - interruptedAt <= quitTime) terminal.quit();
	else console.update((state) => say({ ...goBack(state), interruptedAt: at }, `${keyOf('interrupt')} again quits`, 'plain', at));
}

function open(console: Console): void {
	const selection = selectionOf(console);
	if (selection !== undefined && selection.kind !== 'project') openSelection(console, selection);
	else if (console.get().focus === 'fleet') openProject(console, 'overview');
	else console.update((state) => ({ ...state, isZoomed: true }));
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

function choose(press: KeyPress): void {
	const { console } = press;
	const { dialog } = console.get();
	if (dialog?.kind === 'number') void makePlan(console, { kind: 'scale', project: dialog.project, replicas: dialog.value });
	if (dialog?.kind === 'choose') chooseRow(press, dialog);
}

function chooseRow(press: KeyPress, { purpose, choices, cursor }: ChooseDialog): void {
	const { console } = press;
	const value = choices[cursor.index]?.value;
	if (value === undefined) console.update(closeDialog);
	else if (purpose.kind === 'draft') chooseDraft(console, value);
	else if (purpose.kind === 'sort') console.update((state) => closeDialog(isSortColumn(value) ? sortBy(state, value) : state));
	else if (purpose.kind === 'action') chooseEntry(press, purpose.entries[cursor.index]);
	else if (purpose.kind === 'rollback') void makePlan(console, { kind: 'rollback', project: purpose.project, version: value });
	else if (purpose.kind !== 'deploy') return;
	else if (value === otherVersion) askVersion(console, purpose.project);
	else void makePlan(console, { kind: 'deploy', project: purpose.project, version: value });
}

function chooseEntry(press: KeyPress, entry: ActionEntry | undefined): void {
	if (entry !== undefined) runEntry(press, entry);
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
	else refuseText(console, `${keyOf('accept')} came together with other keys and was ignored: press it alone`);
}

function acceptVersion(console: Console, project: string, version: string): void {
	if (isVersion(version)) void makePlan(console, { kind: 'deploy', project, version });
	else refuseText(console, 'A version is letters, digits, dots, dashes and underscores, at most 63');
}

function acceptName(console: Console, name: string, typed: string): void {
	if (typed !== name)
		refuseText(console, typed === '' ? `Nothing was typed: it is ${name}` : `${typed} is not ${name}: nothing was started`);
	else {
		console.update(closeDialog);
		void startPlan(console);
	}
}

/** The box stays with what was typed, and goes on taking all characters: none of them may become a key. */
function refuseText(console: Console, problem: string): void {
	console.update((state) => (state.dialog?.kind === 'type' ? { ...state, dialog: { ...state.dialog, problem } } : state));
}

function confirm({ console, run }: KeyPress): void {
	const { dialog } = console.get();
	if (dialog?.kind !== 'confirm') return;
	const { purpose } = dialog;
	console.update(closeDialog);
	if (purpose.kind === 'action') run(purpose.action, purpose.key);
	else if (purpose.kind === 'leave-wizard') console.update(closeScreen);
	else if (purpose.kind === 'discard-draft') discardAnswers(console, purpose.id);
	else if (purpose.kind === 'copy-secret') void copySecret(console, purpose.project, purpose.key);
	else void carryOut(console, purpose.kind, purpose.id);
}

function changeDialogNumber(state: ConsoleState, by: number): ConsoleState {
	return state.dialog?.kind === 'number' ? { ...state, dialog: changeNumber(state.dialog, by) } : state;
}
