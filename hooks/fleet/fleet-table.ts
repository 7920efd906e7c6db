import type { ServerView } from '../../source/watch/view.ts';
import type { ConsoleState } from '../console-state.ts';
import { type Line, span } from '../line.ts';
import { type FittedColumn, fitColumns, tableHead, tableRow } from '../table.ts';
import { chooseColumns, fleetColumns } from './fleet-columns.ts';
import type { FleetRow } from './fleet-rows.ts';

/** The list of projects in lines, with the cursor nowhere. */
export interface FleetTable {
	readonly head: Line;
	/** The line of a row: first a blank for the cursor and the mark, then the row's cells. */
	lineOf(row: FleetRow): Line;
}

interface KeptTable extends FleetTable {
	readonly now: number;
	readonly chosen: readonly string[] | undefined;
	readonly width: number;
}

/** Tables by their rows: between two beats of the live data, keys move nothing but the cursor. */
const kept = new WeakMap<readonly FleetRow[], KeptTable>();

/** The table of a view's rows, for so many cells. */
export function fleetTable(view: ServerView, { fleet, now }: ConsoleState, rows: readonly FleetRow[], width: number): FleetTable {
	const last = kept.get(rows);
	if (last?.now === now && last.chosen === fleet.columns && last.width === width) return last;
	const columns = fitColumns(chooseColumns(fleetColumns(now), fleet.columns), rows, width - 2);
	const lines = new Map<FleetRow, Line>();
	const table: KeptTable = {
		...{ now, chosen: fleet.columns, width },
		head: [span('  '), ...tableHead(columns)],
		lineOf(row) {
			const line =
				lines.get(row) ?? makeLine(columns, row, fleet.marks?.includes(row.name) === true, (view.trouble ?? view.blocked) !== undefined);
			lines.set(row, line);
			return line;
		},
	};
	kept.set(rows, table);
	return table;
}

function makeLine(columns: readonly FittedColumn<FleetRow>[], row: FleetRow, isMarked: boolean, isStale: boolean): Line {
	const words = tableRow(columns, row);
	return [span(isMarked ? ' ✓' : '  ', 'accent'), ...(isStale ? words.map(({ text }) => span(text, 'dim')) : words)];
}
