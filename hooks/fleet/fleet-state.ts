import { type Cursor, type Extent, type Movement, moveCursor, placeCursor, startCursor } from '../cursor.ts';

/** What the list of projects can be sorted by: every column that it shows. */
export const sortColumns = [
	'name',
	'state',
	'release',
	'age',
	'berth',
	'replicas',
	'cpu',
	'memory',
	'traffic',
	'p95',
	'errors',
	'certificate',
	'ports',
	'operation',
] as const;

export type SortColumn = (typeof sortColumns)[number];

/** True for a column that the list can be sorted by. */
export function isSortColumn(value: string): value is SortColumn {
	return sortColumns.some((column) => column === value);
}

/** Where the operator is in the list of projects. The name is what is selected: rows may come, go and change places. */
export interface FleetState {
	readonly selected?: string;
	readonly cursor: Cursor;
	/** `shop`, or `!shop` for all others. */
	readonly filter: string;
	readonly sort: SortColumn;
	/** Names of marked projects; one that is gone counts no longer. */
	readonly marks?: readonly string[];
	/** Titles of the columns after the name, in lower case and in this order; absent: all. */
	readonly columns?: readonly string[];
}

export const startFleet: FleetState = { cursor: startCursor, filter: '', sort: 'name' };

/** The row of the selected project; if it is gone, the row that took its place. */
export function selectedIndex(fleet: FleetState, names: readonly string[]): number {
	const index = fleet.selected === undefined ? -1 : names.indexOf(fleet.selected);
	return index === -1 ? Math.min(fleet.cursor.index, Math.max(0, names.length - 1)) : index;
}

/** The list after a movement. */
export function moveFleet(fleet: FleetState, movement: Movement, names: readonly string[], extent: Extent): FleetState {
	const cursor = moveCursor({ ...fleet.cursor, index: selectedIndex(fleet, names) }, movement, extent);
	return { ...fleet, cursor, ...selection(names[cursor.index]) };
}

/** The list's window around the selected project, wherever it is now. */
export function fleetWindow(fleet: FleetState, names: readonly string[], height: number): Cursor {
	return placeCursor(fleet.cursor, selectedIndex(fleet, names), { count: names.length, height });
}

function selection(name: string | undefined): { selected?: string } {
	return name === undefined ? {} : { selected: name };
}
