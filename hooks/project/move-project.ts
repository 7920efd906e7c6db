import type { ServerView } from '../../source/watch/view.ts';
import { changeScreens } from '../change-screen.ts';
import type { ScreenSize } from '../console.ts';
import type { ConsoleState } from '../console-state.ts';
import type { Movement } from '../cursor.ts';
import { movePlace } from '../list-place.ts';
import { frontTab } from './front-tab.ts';
import { placeIn } from './project-state.ts';

/** A movement in the tab that is in front. */
export function moveProject(view: ServerView, state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState {
	const front = frontTab(view, state, body);
	if (front === undefined) return state;
	const place = movePlace(front.content.rows, placeIn(front.screen), movement, front.height);
	return changeScreens(state, 'project', (screen) => ({ ...screen, places: { ...screen.places, [screen.tab]: place } }));
}
