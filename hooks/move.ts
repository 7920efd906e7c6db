import type { Console, ScreenSize } from './console.ts';
import { type ConsoleState, changeLog, changePlan, topScreen } from './console-state.ts';
import { type Movement, moveCursor, scrollCursor } from './cursor.ts';
import { dialogHeight } from './dialogs/dialog-lines.ts';
import { helpLines } from './dialogs/help-lines.ts';
import { shownHeight, shownRows } from './dialogs/shown-lines.ts';
import { eventRows, moveEvents } from './events/event-rows.ts';
import { eventsHeight } from './events/use-events-screen.ts';
import { bodyHeight, type FleetLayout, fleetSize, type PaneBox } from './fleet/fleet-layout.ts';
import { layoutOf } from './fleet/fleet-lines.ts';
import { fleetRows, idsOf } from './fleet/fleet-rows.ts';
import { rowsOf } from './fleet/pane-rows.ts';
import { bannerLine } from './frame/top-line.ts';
import { moveHealth } from './health/move-health.ts';
import { movePlace, startPlace } from './list-place.ts';
import { moveLog } from './logs/move-log.ts';
import { operationParts, operationTop } from './operation/use-operation-screen.ts';
import { planLines } from './plan/plan-lines.ts';
import { planHeight } from './plan/use-plan-screen.ts';

import { movePorts } from './ports/move-ports.ts';
import { moveProject } from './project/move-project.ts';
import { isLogTab } from './project/project-state.ts';

import { moveSecrets } from './secrets/move-secrets.ts';

/** Moves in whatever is in front: a dialog, a plan, an operation, a pane or the list of projects. */
export function move(console: Console, movement: Movement): void {
	const body = bodyOf(console);
	console.update(
		(state) => moveDialog(state, movement, body) ?? moveScreen(console, state, movement, body) ?? movePane(console, state, movement, body),
	);
}

/** The room between the top and the bottom lines. */
export function bodyOf(console: Console): ScreenSize {
	const size = console.size();
	const banner = bannerLine(console.server.get(), console.get().now);
	return { columns: size.columns, rows: bodyHeight(size, banner !== undefined) };
}

function moveDialog(state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState | undefined {
	const { dialog } = state;
	const height = dialogHeight(body);
	if (dialog?.kind === 'choose') {
		const extent = { count: dialog.choices.length, height: height - (dialog.head === undefined ? 0 : 1) };
		return { ...state, dialog: { ...dialog, cursor: moveCursor(dialog.cursor, movement, extent) } };
	}
	if (dialog?.kind === 'help')
		return {
			...state,
			dialog: { ...dialog, cursor: scrollCursor(dialog.cursor, movement, { count: helpLines(dialog.scopes, dialog.root).length, height }) },
		};
	if (dialog?.kind === 'shown') {
		const extent = { count: shownRows(dialog.text, body).length, height: shownHeight(body) };
		return { ...state, dialog: { ...dialog, cursor: scrollCursor(dialog.cursor, movement, extent) } };
	}
	return undefined;
}

function moveScreen(console: Console, state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState | undefined {
	const top = topScreen(state);
	if (top === undefined) return undefined;
	if (top.kind === 'logs' || isLogTab(top)) return changeLog(state, (log) => moveLog(log, movement));
	const view = console.server.get();
	if (top.kind === 'project') return moveProject(view, state, movement, body);
	if (top.kind === 'ports') return movePorts(view, state, movement, body);
	if (top.kind === 'health') return moveHealth(view, state, movement, body);
	const root = view.snapshot?.root;
	if (top.kind === 'plan') {
		const extent = { count: planLines(top, body.columns, root).length, height: planHeight(body) };
		return changePlan(state, (screen) => ({ ...screen, cursor: scrollCursor(screen.cursor, movement, extent) }));
	}
	if (top.kind === 'events') {
		const rows = eventRows(console.server.get(), top);
		const moved = moveEvents(top, movement, rows, { count: rows.length, height: eventsHeight(body) });
		return { ...state, screens: [...state.screens.slice(0, -1), moved] };
	}
	if (top.kind === 'secrets') return moveSecrets(console, state, top, movement, body);
	if (top.kind === 'wizard') return state;
	const followed = state.operations[top.id];
	if (followed === undefined) return state;
	const { steps, result } = operationParts(followed, state.now, body, console.server.get());
	const extent = { count: steps.lines.length, height: body.rows - 3 - result.length };
	const at = operationTop(top, steps.focus, extent.count, extent.height);
	const cursor = scrollCursor({ index: at, top: at }, movement, extent);
	return { ...state, screens: [...state.screens.slice(0, -1), { ...top, cursor }] };
}

function movePane(console: Console, state: ConsoleState, movement: Movement, body: ScreenSize): ConsoleState {
	const view = console.server.get();
	const rows = fleetRows(view, state.fleet);
	const box = state.focus === 'fleet' || rows.length === 0 ? undefined : boxOf(layoutOf(view, state, rows, body), state.focus);
	if (box === undefined) {
		const size = fleetSize(body, state.focus, state.isZoomed, rows.length) ?? body;
		return { ...state, fleet: movePlace(idsOf(rows), state.fleet, movement, Math.max(1, size.rows - 2)) };
	}
	const height = box.height - 1 - (box.content.head === undefined ? 0 : 1);
	const place = movePlace(rowsOf(box.content), state.panes[state.focus] ?? startPlace, movement, height);
	return { ...state, panes: { ...state.panes, [state.focus]: place } };
}

function boxOf({ left, right }: FleetLayout, focus: string): PaneBox | undefined {
	return [...left, ...right].find(({ pane }) => pane.id === focus);
}
