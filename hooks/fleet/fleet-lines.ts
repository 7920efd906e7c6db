import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import type { ConsoleState } from '../console-state.ts';
import { type ActionId, keyOf } from '../keymap.ts';
import { besides, emptyLine, type Line, line, selectLine, span } from '../line.ts';
import { windowOf } from '../list-place.ts';
import { markedNames } from '../marks/target-projects.ts';
import { panelTitle } from '../panel.ts';
import { type FleetLayout, layoutFleet, type PaneBox } from './fleet-layout.ts';
import { type FleetRow, fleetRows, idsOf, selectedRow } from './fleet-rows.ts';
import { fleetTable } from './fleet-table.ts';
import { contentOf, paneLines } from './pane-rows.ts';

/** The fleet screen in lines: all projects, and below them the live panes of the selected one. */
export function fleetScreenLines(
	view: ServerView,
	state: ConsoleState,
	body: ScreenSize,
	rows = fleetRows(view, state.fleet),
): readonly Line[] {
	const layout = layoutOf(view, state, rows, body);
	const fleet = layout.fleet === undefined ? [] : fitHeight(fleetLines(view, state, rows, layout.fleet), layout.fleet.rows);
	if (rows.length === 0) return fleet;
	const columnOf = (boxes: readonly PaneBox[]) =>
		boxes.flatMap((box) => {
			const isFocused = state.focus === box.pane.id;
			return fitHeight(paneLines(box, state.panes[box.pane.id], isFocused), box.height);
		});
	return [...fleet, ...besides(columnOf(layout.left), columnOf(layout.right), layout.left[0]?.width ?? 0)];
}

/** Exactly so many lines. */
function fitHeight(lines: readonly Line[], height: number): readonly Line[] {
	return Array.from({ length: height }, (_, index) => lines[index] ?? emptyLine);
}

/** The layout for the present focus, selection and size. */
export function layoutOf(view: ServerView, state: ConsoleState, rows: readonly FleetRow[], body: ScreenSize): FleetLayout {
	const project = selectedRow(state.fleet, rows)?.project;
	const make = contentOf(project && { view, project, now: state.now });
	return layoutFleet(body, state.focus, state.isZoomed, rows.length, make);
}

/** The list of projects: a title, the names of the columns, and the rows of its window. */
function fleetLines(view: ServerView, state: ConsoleState, rows: readonly FleetRow[], size: ScreenSize): readonly Line[] {
	const isFocused = state.focus === 'fleet';
	const title = panelTitle({ number: 1, title: 'Projects', isFocused, width: size.columns, note: listNote(view, state, rows) });
	if (rows.length === 0) return [title, ...emptyWords(view, state)].slice(0, size.rows);
	const height = Math.max(1, size.rows - 2);
	const window = windowOf(idsOf(rows), state.fleet, height);
	const table = fleetTable(view, state, rows, size.columns);
	const shown = rows.slice(window.top, window.top + height).map((row, index): Line => {
		const own = table.lineOf(row);
		if (window.top + index !== window.index) return own;
		const [mark, ...words] = own;
		const under = [span(`›${mark?.text.slice(1)}`, 'accent'), ...words];
		return isFocused ? selectLine(under, size.columns) : under;
	});
	return [title, table.head, ...shown];
}

function listNote(view: ServerView, { fleet, dialog }: ConsoleState, rows: readonly FleetRow[]): Line {
	const all = view.snapshot?.projects.length ?? 0;
	const sort = fleet.sort === 'name' ? '' : `  by ${fleet.sort}`;
	const count = markedNames(view, fleet).length;
	const marks: Line = count === 0 ? [] : [span(`✓ ${count} marked  `, 'accent')];
	if (fleet.filter === '' && dialog?.kind !== 'filter') return [...marks, span(`${all}${sort}`, 'dim')];
	return [...marks, span(`/${fleet.filter}`, 'accent'), span(`  ${rows.length} of ${all}${sort}`, 'dim')];
}

function emptyWords(view: ServerView, { fleet }: ConsoleState): readonly Line[] {
	if (view.snapshot === undefined) return [line(''), line('  Observing the server.', 'dim')];
	if (fleet.filter !== '') return [line(''), line(`  No project matches ${fleet.filter}. ${keyOf('back')} shows all.`)];
	const key = (action: ActionId) => span(`  ${keyOf(action)}`, 'accent');
	return [
		line(''),
		line('  No project yet.'),
		line(''),
		[key('new-project'), span(' makes the first one here; in a shell it is  '), span('berth new <name>', 'strong')],
		line(''),
		[key('help'), span('  all keys    ', 'dim'), key('palette'), span('  any command by its name', 'dim')],
	];
}
