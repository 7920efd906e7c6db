import { type Cursor, type Extent, type Movement, moveCursor, placeCursor, scrollCursor } from '../cursor.ts';
import type { TabPlace } from './project-state.ts';
import type { TabRow } from './tab.ts';

/** True if rows are selected one by one; else they are a text that scrolls. */
export function isList(rows: readonly TabRow[]): boolean {
	return rows.some(({ id }) => id !== undefined);
}

/** The part of a tab that is seen. */
export function windowOf(rows: readonly TabRow[], place: TabPlace, height: number): Cursor {
	const extent: Extent = { count: rows.length, height };
	if (!isList(rows)) return { index: 0, top: Math.min(place.cursor.top, Math.max(0, rows.length - height)) };
	return placeCursor(place.cursor, indexOf(rows, place), extent);
}

/** The id of the selected row, wherever it is now; of a row that is gone, of the one that took its place. */
export function selectedId(rows: readonly TabRow[], place: TabPlace): string | undefined {
	return rows[Math.min(indexOf(rows, place), rows.length - 1)]?.id;
}

/** The place after a movement. */
export function movePlace(rows: readonly TabRow[], place: TabPlace, movement: Movement, height: number): TabPlace {
	const extent: Extent = { count: rows.length, height };
	if (!isList(rows)) return { cursor: scrollCursor(place.cursor, movement, extent) };
	const cursor = moveCursor({ ...place.cursor, index: indexOf(rows, place) }, movement, extent);
	const id = rows[cursor.index]?.id;
	return { cursor, ...(id !== undefined && { selected: id }) };
}

function indexOf(rows: readonly TabRow[], { selected, cursor }: TabPlace): number {
	const index = selected === undefined ? -1 : rows.findIndex(({ id }) => id === selected);
	return index === -1 ? Math.min(cursor.index, Math.max(0, rows.length - 1)) : index;
}
