import { enterAlone, runEntry } from '../actions/run-entry.ts';
import type { Console } from '../console.ts';
import { type ConsoleState, closeDialog, openDialog, say } from '../console-state.ts';
import { type Movement, startCursor } from '../cursor.ts';
import type { PaletteDialog } from '../dialogs/dialog.ts';
import { visitProject } from '../fleet/visit-project.ts';
import type { Handler, KeyPress } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { startPlace } from '../list-place.ts';
import { clearMarks } from '../marks/marks.ts';
import { bodyOf } from '../move.ts';
import type { PaneId } from '../panes/focus-order.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { PaletteLine } from './palette-line.ts';
import { paletteLines } from './palette-lines.ts';
import { chosenLine, completeLine, isRecalling, movePalette, recall } from './palette-state.ts';
import { paletteHeight } from './palette-text.ts';

/** Lines that are remembered. */
const mostRemembered = 50;

/** Opening the palette and everything in it. */
export const paletteHandlers = {
	palette: ({ console }) => openPalette(console),
	'run-line': (press) => runChosen(press),
	'complete-line': ({ console }) => changePalette(console, completeLine),
	'next-line': ({ console }) => step(console, 'down'),
	'previous-line': ({ console }) => step(console, 'up'),
	'next-lines': ({ console }) => changePalette(console, (dialog) => movePalette(dialog, 'page-down', paletteHeight(bodyOf(console)))),
	'previous-lines': ({ console }) => changePalette(console, (dialog) => movePalette(dialog, 'page-up', paletteHeight(bodyOf(console)))),
} satisfies Partial<Record<ActionId, Handler>>;

function openPalette(console: Console): void {
	const { snapshot } = console.server.get();
	const dialog: PaletteDialog = {
		...{ kind: 'palette', text: '', lines: paletteLines(console), snapshot },
		...{ openedAt: console.now(), cursor: startCursor },
	};
	console.update((state) => openDialog(state, dialog));
}

/** After a key, the palette offers what is there now; but for a line that was chosen in it, which stays. */
export function renewPalette(console: Console): void {
	const { dialog } = console.get();
	const { snapshot } = console.server.get();
	if (dialog?.kind !== 'palette' || dialog.cursor.index > 0 || dialog.snapshot === snapshot) return;
	const lines = paletteLines(console);
	changePalette(console, (open) => ({ ...open, lines, snapshot }));
}

function changePalette(console: Console, change: (dialog: PaletteDialog) => PaletteDialog): void {
	console.update((state) => (state.dialog?.kind === 'palette' ? { ...state, dialog: change(state.dialog) } : state));
}

/** The arrows go through the lines; up from the first line of an empty palette, they go through what was run before. */
function step(console: Console, movement: Movement & ('up' | 'down')): void {
	const { ran = [] } = console.get();
	const height = paletteHeight(bodyOf(console));
	changePalette(console, (dialog) => {
		const isPast = isRecalling(dialog) && (movement === 'up' || dialog.past !== undefined);
		return isPast ? recall(dialog, ran, movement === 'up' ? 1 : -1) : movePalette(dialog, movement, height);
	});
}

function runChosen(press: KeyPress): void {
	const { console } = press;
	const { dialog } = console.get();
	const line = dialog?.kind === 'palette' ? chosenLine(dialog) : undefined;
	const refusal = refusalOf(press, line);
	if (line === undefined || refusal !== undefined) console.update((state) => say(state, refusal ?? '', 'warn'));
	else {
		console.update((state) => remember(closeDialog(state), line.text));
		runLine(press, line);
	}
}

function refusalOf({ isAlone }: KeyPress, line: PaletteLine | undefined): string | undefined {
	if (line === undefined) return 'Nothing is called that';
	if (line.reason !== undefined) return `${line.text}: ${line.reason}`;
	return isAlone || !changes(line) ? undefined : enterAlone;
}

function remember(state: ConsoleState, text: string): ConsoleState {
	const before = (state.ran ?? []).filter((one) => one !== text);
	return { ...state, ran: [text, ...before].slice(0, mostRemembered) };
}

function runLine(press: KeyPress, { target }: PaletteLine): void {
	const { console } = press;
	if (target.kind === 'intent') void makePlan(console, target.intent);
	else if (target.kind === 'sort') console.update((state) => ({ ...state, fleet: { ...state.fleet, sort: target.column } }));
	else if (target.project !== undefined) visitProject(console, target.project);
	if (target.kind === 'container') console.update((state) => selectRow(state, target.pane, target.name));
	if (target.kind !== 'action') return;
	// A project that is named is meant alone, whatever else is marked.
	if (target.project !== undefined) console.update((state) => ({ ...state, fleet: clearMarks(state.fleet) }));
	runEntry(press, target.entry, target.project);
}

function selectRow(state: ConsoleState, pane: PaneId, id: string): ConsoleState {
	return { ...state, focus: pane, panes: { ...state.panes, [pane]: { ...startPlace, selected: id } } };
}

function changes({ target }: PaletteLine): boolean {
	return target.kind === 'intent' || (target.kind === 'action' && target.entry.group === 'Change');
}
