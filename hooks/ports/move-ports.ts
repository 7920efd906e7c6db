import type { ServerView } from '../../source/watch/view.ts';
import { changeScreens } from '../change-screen.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, topScreen } from '../console-state.ts';
import { type Movement, moveCursor } from '../cursor.ts';
import { portMapView, selectedBlock } from './port-map-view.ts';

/** A movement in the list of blocks. */
export function movePorts(view: ServerView, state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState {
	const top = topScreen(state);
	if (top?.kind !== 'ports') return state;
	const { blocks, height } = portMapView(view, top, body);
	const cursor = moveCursor({ ...top.cursor, index: selectedBlock(blocks, top) }, movement, { count: blocks.length, height });
	const selected = blocks[cursor.index]?.project;
	return changeScreens(state, 'ports', (screen) => ({ ...screen, cursor, ...(selected !== undefined && { selected }) }));
}
