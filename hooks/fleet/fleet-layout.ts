import type { ScreenSize } from '../console.ts';
import type { Pane, PaneContent, PaneSize } from '../panes/pane.ts';
import { findPane, panes } from '../panes/panes.ts';

/** Columns from which the panes of the selected project are beside the list. */
const columnsForPanes = 100;
const rowsForPanes = 18;

/** Rows under its title that a pane has for what it would like to show. */
const wishedHeight = 10;

export interface PaneBox {
	readonly pane: Pane;
	readonly width: number;
	/** Rows, the title's one included. */
	readonly height: number;
	readonly content: PaneContent;
}

/** Makes what a pane shows in the room under its title. */
export type MakeContent = (pane: Pane, size: PaneSize) => PaneContent;

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

/** The list's part of the body: all of it on a small screen, none while a pane has it alone. */
export function fleetSize({ columns, rows }: ScreenSize, focus: string, isZoomed: boolean, projects: number): ScreenSize | undefined {
	const isAlone = isZoomed || columns < columnsForPanes || rows < rowsForPanes;
	if (isAlone && findPane(focus) !== undefined) return undefined;
	if (isAlone || projects === 0) return { columns, rows };
	return { columns, rows: Math.min(projects + 2, Math.max(6, Math.floor(rows * 0.45))) };
}

/** Divides the body: the list alone on a small screen, one pane alone when zoomed, else the list above two columns of panes. */
export function layoutFleet(body: ScreenSize, focus: string, isZoomed: boolean, projects: number, make: MakeContent): FleetLayout {
	const { columns, rows } = body;
	const fleet = fleetSize(body, focus, isZoomed, projects);
	const focused = findPane(focus);
	if (fleet === undefined && focused !== undefined) return { left: [boxOf(focused, columns, rows, make)], right: [] };
	if (fleet === undefined || fleet.rows === rows) return { fleet: body, left: [], right: [] };
	const left = Math.floor((columns - 2) * 0.58);
	const height = rows - fleet.rows;
	return { fleet, left: stack('left', left, height, make), right: stack('right', columns - 2 - left, height, make) };
}

function stack(side: Pane['side'], width: number, height: number, make: MakeContent): readonly PaneBox[] {
	const mine = panes.filter((pane) => pane.side === side);
	// One that grows gets what the others leave: what it would like to have is not asked.
	const wishes = mine.map((pane) => (pane.grows ? undefined : make(pane, { width, height: wishedHeight })));
	const heights = shareRows(
		wishes.map((content) => ({ wanted: content === undefined ? 0 : wantedRows(content), grows: content === undefined })),
		height,
	);
	return mine.flatMap((pane, index) => {
		const content = wishes[index];
		const given = heights[index] ?? 0;
		if (given <= 1) return [];
		return content !== undefined && wantedRows(content) <= given
			? { pane, width, height: given, content }
			: boxOf(pane, width, given, make);
	});
}

function boxOf(pane: Pane, width: number, height: number, make: MakeContent): PaneBox {
	return { pane, width, height, content: make(pane, { width, height: height - 1 }) };
}

/** Rows of a pane with its title, its heading and all of its text. */
function wantedRows({ head, rows }: PaneContent): number {
	return 1 + (head === undefined ? 0 : 1) + Math.max(1, rows.length);
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
