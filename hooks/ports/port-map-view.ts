import { type PortBlockUse, portMap } from '../../source/model/port-map.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { type Cursor, placeCursor } from '../cursor.ts';
import type { PortsScreen } from './ports-state.ts';

/** Rows that the picture of the selected block has at least. */
const leastPicture = 7;

/** The port map as it is now: what there is, what is selected, and how much of it is seen. */
export interface PortMapView {
	readonly blocks: readonly PortBlockUse[];
	readonly window: Cursor;
	/** Rows of the list's window. */
	readonly height: number;
	readonly selected: PortBlockUse | undefined;
}

/** Divides the body: the list of blocks above, the picture of the selected one below. */
export function portMapView({ snapshot }: ServerView, screen: PortsScreen, body: ScreenSize): PortMapView {
	const blocks = snapshot === undefined ? [] : portMap(snapshot);
	const picture = Math.max(leastPicture, Math.floor(body.rows * 0.4));
	const height = Math.max(1, Math.min(blocks.length, body.rows - picture - 4));
	const window = placeCursor(screen.cursor, selectedBlock(blocks, screen), { count: blocks.length, height });
	return { blocks, window, height, selected: blocks[window.index] };
}

/** The row of the selected project's block; if it is gone, the one that took its place. */
export function selectedBlock(blocks: readonly PortBlockUse[], { selected, cursor }: PortsScreen): number {
	const index = blocks.findIndex(({ project }) => project === selected);
	return index === -1 ? Math.min(cursor.index, Math.max(0, blocks.length - 1)) : index;
}
