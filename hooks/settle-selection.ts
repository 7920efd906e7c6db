import type { ServerView } from '../source/watch/view.ts';
import { changeScreens } from './change-screen.ts';
import type { ScreenSize } from './console.ts';
import { type ConsoleState, topScreen } from './console-state.ts';
import { fleetRows, idsOf, selectedRow } from './fleet/fleet-rows.ts';
import type { FleetState } from './fleet/fleet-state.ts';
import { type ListRow, settlePlace, startPlace } from './list-place.ts';
import { findPane } from './panes/panes.ts';
import { frontTab } from './project/front-tab.ts';
import { placeIn } from './project/project-state.ts';
import { secretRows } from './secrets/secret-rows.ts';

/**
 * The state with what is under the cursor selected by its name, in every list whose rows keys act on. It is asked after
 * each change of the state and of the server: a key that comes then is for the row that was on the screen, wherever that
 * row is now.
 */
export function settleSelection(view: ServerView, state: ConsoleState, size: ScreenSize): ConsoleState {
	return settleScreen(view, settlePane(view, settleFleet(view, state)), size);
}

function settleFleet(view: ServerView, state: ConsoleState): ConsoleState {
	const rows = idsOf(fleetRows(view, state.fleet));
	const fleet = settlePlace(rows, expect(state, rows));
	return fleet === state.fleet ? state : { ...state, fleet };
}

function expect(state: ConsoleState, rows: readonly ListRow[]): FleetState {
	const { expected, ...fleet } = state.fleet;
	if (expected === undefined) return state.fleet;
	if (topScreen(state) === undefined) return fleet;
	return rows.some(({ id }) => id === expected) ? { ...fleet, selected: expected } : state.fleet;
}

function settlePane(view: ServerView, state: ConsoleState): ConsoleState {
	const { focus, fleet, now } = state;
	const targets = findPane(focus)?.targets;
	const project = targets && selectedRow(fleet, fleetRows(view, fleet))?.project;
	if (targets === undefined || project === undefined) return state;
	const place = state.panes[focus] ?? startPlace;
	const settled = settlePlace(targets({ view, project, now }), place);
	return settled === place ? state : { ...state, panes: { ...state.panes, [focus]: settled } };
}

function settleScreen(view: ServerView, state: ConsoleState, size: ScreenSize): ConsoleState {
	const top = topScreen(state);
	if (top?.kind === 'secrets') {
		const settled = settlePlace(secretRows(view, top.project), top);
		return settled === top ? state : changeScreens(state, 'secrets', (screen) => (screen === top ? settled : screen));
	}
	const front = frontTab(view, state, size);
	if (front === undefined) return state;
	const place = placeIn(front.screen);
	const settled = settlePlace(front.content.rows, place);
	if (settled === place) return state;
	return changeScreens(state, 'project', (screen) => ({ ...screen, places: { ...screen.places, [screen.tab]: settled } }));
}
