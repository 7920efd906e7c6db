import { type Cursor, type Extent, type Movement, moveCursor, placeCursor, scrollCursor, startCursor } from './cursor.ts';

/** A place in a list. Rows may come, go and change places: what is selected is the row with that id. */
export interface ListPlace {
	readonly selected?: string;
	readonly cursor: Cursor;
}

/** A row of a list; those of a text that only scrolls have no id. */
export interface ListRow {
	readonly id?: string | undefined;
}

/** Where everybody begins in a list. */
export const startPlace: ListPlace = { cursor: startCursor };

/** True if rows are selected one by one; else they are a text that scrolls. */
export function isList(rows: readonly ListRow[]): boolean {
	return rows.some(({ id }) => id !== undefined);
}

/** The part of a list that is seen. */
export function windowOf(rows: readonly ListRow[], place: ListPlace, height: number): Cursor {
	const extent: Extent = { count: rows.length, height };
	if (!isList(rows)) return { index: 0, top: Math.min(place.cursor.top, Math.max(0, rows.length - height)) };
	return placeCursor(place.cursor, selectedIndex(rows, place), extent);
}

/** The id of the selected row, wherever it is now; of a row that is gone, of the one that took its place. */
export function selectedId(rows: readonly ListRow[], place: ListPlace): string | undefined {
	return rows[Math.min(selectedIndex(rows, place), rows.length - 1)]?.id;
}

/** The place after a movement. */
export function movePlace<Place extends ListPlace>(rows: readonly ListRow[], place: Place, movement: Movement, height: number): Place {
	const extent: Extent = { count: rows.length, height };
	if (!isList(rows)) return { ...place, cursor: scrollCursor(place.cursor, movement, extent) };
	const cursor = moveCursor({ ...place.cursor, index: selectedIndex(rows, place) }, movement, extent);
	const id = rows[cursor.index]?.id;
	return { ...place, cursor, ...(id !== undefined && { selected: id }) };
}

/**
 * The place with the row under the cursor selected by its id, moved or not: what comes, goes or is sorted then leaves the
 * cursor on it. The same place if it says so already; rows that are all hidden keep what was selected.
 */
export function settlePlace<Place extends ListPlace>(rows: readonly ListRow[], place: Place): Place {
	const index = selectedIndex(rows, place);
	const id = rows[index]?.id;
	if (id === undefined || (id === place.selected && index === place.cursor.index)) return place;
	return { ...place, selected: id, cursor: { ...place.cursor, index } };
}

/** The row of what is selected; if it is gone, the row that took its place. */
export function selectedIndex(rows: readonly ListRow[], { selected, cursor }: ListPlace): number {
	const index = selected === undefined ? -1 : rows.findIndex(({ id }) => id === selected);
	return index === -1 ? Math.min(cursor.index, Math.max(0, rows.length - 1)) : index;
}
