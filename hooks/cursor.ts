/** Where somebody is in a list: the row under the cursor and the first row in the window. */
export interface Cursor {
	readonly index: number;
	readonly top: number;
}

/** A movement that every list, plan and help text understands. */
export type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'first' | 'last';

/** A list as long as it is and as high as its window. */
export interface Extent {
	readonly count: number;
	readonly height: number;
}

export const startCursor: Cursor = { index: 0, top: 0 };

/** The cursor after a movement; it stays inside the list and the window follows it no farther than it must. */
export function moveCursor(cursor: Cursor, movement: Movement, extent: Extent): Cursor {
	return placeCursor(cursor, cursor.index + distance(cursor.index, movement, extent), extent);
}

/** The cursor on row `index`, or on the nearest row there is. */
export function placeCursor(cursor: Cursor, index: number, extent: Extent): Cursor {
	const last = Math.max(0, extent.count - 1);
	const inside = Math.min(Math.max(0, index), last);
	const lowest = Math.max(0, inside - extent.height + 1);
	const highest = Math.max(0, extent.count - extent.height);
	const top = Math.min(Math.max(cursor.top, lowest), inside, Math.max(highest, lowest));
	return { index: inside, top };
}

/** The cursor of a text without a cursor row: a movement moves the window itself. */
export function scrollCursor(cursor: Cursor, movement: Movement, extent: Extent): Cursor {
	const lastTop = Math.max(0, extent.count - extent.height);
	const wanted = cursor.top + distance(cursor.top, movement, { count: extent.count, height: extent.height });
	const top = Math.min(Math.max(0, wanted), lastTop);
	return { index: top, top };
}

/** Which rows are in the window that begins at row `top`, for titles: `  12–30 of 41`; empty where all are. */
export function windowWords(top: number, { count, height }: Extent): string {
	return count <= height ? '' : `  ${top + 1}–${Math.min(count, top + height)} of ${count}`;
}

function distance(from: number, movement: Movement, { count, height }: Extent): number {
	const page = Math.max(1, height - 1);
	const half = Math.max(1, Math.floor(height / 2));
	const distances: Readonly<Record<Movement, number>> = {
		up: -1,
		down: 1,
		'page-up': -page,
		'page-down': page,
		'half-up': -half,
		'half-down': half,
		first: -from,
		last: count - 1 - from,
	};
	return distances[movement];
}
