import type { ServerView } from '../../source/watch/view.ts';
import { changeScreens } from '../change-screen.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, topScreen } from '../console-state.ts';
import { type Movement, scrollCursor } from '../cursor.ts';
import { healthLines } from './health-lines.ts';
import { healthHeight } from './use-health-screen.ts';

/** A movement in the card. */
export function moveHealth({ snapshot }: ServerView, state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState {
	const top = topScreen(state);
	if (top?.kind !== 'health') return state;
	const extent = { count: healthLines(top, snapshot, state.now, body.columns).length, height: healthHeight(body) };
	return changeScreens(state, 'health', (screen) => ({ ...screen, cursor: scrollCursor(screen.cursor, movement, extent) }));
}
