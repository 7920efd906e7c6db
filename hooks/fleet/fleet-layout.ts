import type { ScreenSize } from '../console.ts';
import type { Pane } from '../panes/pane.ts';
import { findPane, panes } from '../panes/panes.ts';

/** Columns from which the panes of the selected project are beside the list. */
const columnsForPanes = 100;
const rowsForPanes = 18;

export interface PaneBox {
	readonly pane: Pane;
	readonly width: number;
	/** Rows, the title's one included. */
	readonly height: number;
}

/** What is where on the fleet screen. */
export interface FleetLayout {
	/** Absent while a pane has the screen alone. */
	readonly fleet?: ScreenSize;
	readonly left: readonly PaneBox[];
	readonly right: readonly PaneBox[];
}

/** Rows between the top line and the two lines at the bottom. */
export function bodyHeight({ rows }: ScreenSize, hasBanner: boolean): number {
	return Math.max(1, rows - 3 - (hasBanner ? 1 : 0));
}

/** Divides the body: the list alone on a small screen, one pane alone when zoomed, else the list above two columns of panes. */
export function layoutFleet(
	body: ScreenSize,
	focus: string,
	isZoomed: boolean,
	projects: number,
	wanted: (pane: Pane, width: number) => number,
): FleetLayout {
	const { columns, rows } = body;
	const isSmall = columns < columnsForPanes || rows < rowsForPanes;
	const focused = findPane(focus);
	if (focused !== undefined && (isZoomed || isSmall)) return { left: [{ pane: focused, width: columns, height: rows }], right: [] };
	if (isZoomed || isSmall || projects === 0) return { fleet: { columns, rows }, left: [], right: [] };
	const fleetRows = Math.min(projects + 2, Math.max(6, Math.floor(rows * 0.45)));
	const left = Math.floor((columns - 2) * 0.58);
	const height = rows - fleetRows;
	return {
		fleet: { columns, rows: fleetRows },
		left: stack('left', left, height, wanted),
		right: stack('right', columns - 2 - left, height, wanted),
	};
}

function stack(side: Pane['side'], width: number, height: number, wanted: (pane: Pane, width: number) => number): readonly PaneBox[] {
	const mine = panes.filter((pane) => pane.side === side);
	const heights = shareRows(
		mine.map((pane) => ({ wanted: wanted(pane, width), grows: pane.grows })),
		height,
	);
	return mine.map((pane, index) => ({ pane, width, height: heights[index] ?? 0 })).filter((box) => box.height > 1);
}

/** Rows for each of several panes: what they want if there is room, else least for those that grow; what is left goes to those. */
export function shareRows(wishes: readonly { readonly wanted: number; readonly grows: boolean }[], total: number): readonly number[] {
	const least = 3;
	const heights = wishes.map(({ wanted, grows }) => (grows ? least : wanted));
	const room = total - heights.reduce((sum, height) => sum + height, 0);
	for (let missing = -room; missing > 0 && Math.max(...heights) > least; missing -= 1) {
		const highest = heights.indexOf(Math.max(...heights));
		heights[highest] = (heights[highest] ?? 0) - 1;
	}
	const growing = wishes.flatMap(({ grows }, index) => (grows ? [index] : []));
	for (const [turn, index] of growing.entries()) {
		const share = Math.floor(Math.max(0, room) / growing.length) + (turn < Math.max(0, room) % growing.length ? 1 : 0);
		heights[index] = (heights[index] ?? 0) + share;
	}
	return cutToTotal(heights, total);
}

function cutToTotal(heights: readonly number[], total: number): readonly number[] {
	let room = total;
	return heights.map((height) => {
		const given = Math.max(0, Math.min(height, room));
		room -= given;
		return given;
	});
}
