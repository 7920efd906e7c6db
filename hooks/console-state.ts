import type { Preferences } from '../source/config/preferences.ts';
import type { FailureFacts } from '../source/model/failure.ts';
import type { Intent, Plan } from '../source/operations/plan.ts';
import { type Cursor, startCursor } from './cursor.ts';
import type { Dialog } from './dialogs/dialog.ts';
import { type FleetState, isSortColumn, startFleet } from './fleet/fleet-state.ts';
import type { Scope } from './keymap/binding.ts';
import type { FollowedOperation } from './operation/followed-operation.ts';

/** A plan on the screen, from the first question to its confirmation. */
export interface PlanScreen {
	readonly kind: 'plan';
	readonly intent: Intent;
	/** `planning` and `starting` wait for an answer; only `ready` can be confirmed. */
	readonly status: 'planning' | 'ready' | 'starting' | 'failed';
	readonly plan?: Plan;
	readonly failure?: FailureFacts;
	/** Said above the plan: the server changed since it was made. */
	readonly note?: string;
	readonly hasDiffs: boolean;
	readonly cursor: Cursor;
}

export interface OperationScreen {
	readonly kind: 'operation';
	readonly id: string;
	/** Absent while the window follows the running step. */
	readonly cursor?: Cursor;
}

/** What covers the fleet; the last one is seen. */
export type Screen = PlanScreen | OperationScreen;

export interface Message {
	readonly text: string;
	readonly tone: 'plain' | 'good' | 'warn' | 'bad';
	/** Epoch ms. */
	readonly at: number;
}

/** All that the console remembers; what the server is like is in the `ServerStore`. */
export interface ConsoleState {
	/** Epoch ms of the last tick. */
	readonly now: number;
	readonly fleet: FleetState;
	/** `fleet` or the id of a pane. */
	readonly focus: string;
	readonly isZoomed: boolean;
	readonly panes: Readonly<Record<string, Cursor>>;
	readonly screens: readonly Screen[];
	readonly dialog?: Dialog | undefined;
	readonly operations: Readonly<Record<string, FollowedOperation>>;
	readonly message?: Message | undefined;
	/** Epoch ms of the last ctrl-c. */
	readonly interruptedAt?: number;
}

type StartPreferences = Partial<Pick<Preferences, 'sort' | 'columns'>>;

/** Milliseconds a message stays. */
export const messageTime = 6000;

/** The console as it opens, with the operator's order and columns. */
export function startState(now: number, { sort = 'name', columns }: StartPreferences = {}): ConsoleState {
	const fleet = { ...startFleet, ...(isSortColumn(sort) && { sort }), ...(columns !== undefined && { columns }) };
	return { now, fleet, focus: 'fleet', isZoomed: false, panes: {}, screens: [], operations: {} };
}

/** The screen that covers the fleet, if any. */
export function topScreen(state: ConsoleState): Screen | undefined {
	return state.screens.at(-1);
}

/** Who hears a key now, innermost first: a dialog keeps keys from everything below it. */
export function activeScopes(state: ConsoleState): readonly Scope[] {
	const { dialog } = state;
	if (dialog !== undefined) {
		const scope = dialog.kind === 'filter' || dialog.kind === 'type' ? 'text' : dialog.kind;
		return scope === 'choose' || scope === 'help' ? [scope, 'move', 'always'] : [scope, 'always'];
	}
	return [topScreen(state)?.kind ?? 'fleet', 'move', 'global', 'always'];
}

/** The time moves on; a message that was there long enough goes. */
export function tick(state: ConsoleState, now: number): ConsoleState {
	const isOver = state.message !== undefined && now - state.message.at > messageTime;
	return { ...state, now, ...(isOver && { message: undefined }) };
}

/** One line for the operator. */
export function say(state: ConsoleState, text: string, tone: Message['tone'] = 'plain', at: number = state.now): ConsoleState {
	return { ...state, message: { text, tone, at } };
}

/** Opens a dialog over whatever is there. */
export function openDialog(state: ConsoleState, dialog: Dialog): ConsoleState {
	return { ...state, dialog, message: undefined };
}

/** Closes the dialog; a filter that was being typed is as it was before. */
export function closeDialog(state: ConsoleState): ConsoleState {
	const { dialog } = state;
	const fleet = dialog?.kind === 'filter' ? { ...state.fleet, filter: dialog.before } : state.fleet;
	return { ...state, fleet, dialog: undefined };
}

/** Covers the present screen with another one. An operation takes the place of the plan it came from, and of another operation. */
export function openScreen(state: ConsoleState, screen: Screen): ConsoleState {
	const others = state.screens.filter((one) => screen.kind !== 'operation' || (one.kind === 'plan' && one.status !== 'starting'));
	return { ...state, screens: [...others, screen], dialog: undefined };
}

/** Takes the front screen away. */
export function closeScreen(state: ConsoleState): ConsoleState {
	return { ...state, screens: state.screens.slice(0, -1) };
}

/** Replaces the front screen if it is a plan. */
export function changePlan(state: ConsoleState, change: (screen: PlanScreen) => PlanScreen): ConsoleState {
	const top = topScreen(state);
	return top?.kind === 'plan' ? { ...state, screens: [...state.screens.slice(0, -1), change(top)] } : state;
}

/** One step back, as Esc goes: dialog, screen, zoom, pane, filter. At the bare fleet nothing happens. */
export function goBack(state: ConsoleState): ConsoleState {
	if (state.dialog !== undefined) return closeDialog(state);
	if (state.screens.length > 0) return closeScreen(state);
	if (state.isZoomed) return { ...state, isZoomed: false };
	if (state.focus !== 'fleet') return { ...state, focus: 'fleet' };
	return state.fleet.filter === '' ? state : { ...state, fleet: { ...state.fleet, filter: '', cursor: startCursor } };
}

/** True where `q` means quit: nothing is open that it could close. */
export function isAtRoot(state: ConsoleState): boolean {
	return state.dialog === undefined && state.screens.length === 0 && !state.isZoomed && state.focus === 'fleet';
}
