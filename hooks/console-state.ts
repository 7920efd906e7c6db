import type { Preferences } from '../source/config/preferences.ts';
import type { FailureFacts } from '../source/model/failure.ts';
import type { Intent, Plan } from '../source/operations/plan.ts';
import type { Draft } from '../source/runner/drafts.ts';
import type { Cursor } from './cursor.ts';
import type { Dialog, FilterDialog } from './dialogs/dialog.ts';
import { type EventsScreen, filterEvents } from './events/events-screen.ts';
import { type FleetState, isSortColumn, startFleet } from './fleet/fleet-state.ts';
import type { HealthScreen } from './health/health-state.ts';
import type { Scope } from './keymap/binding.ts';
import { keyOf } from './keymap.ts';
import type { ListPlace } from './list-place.ts';
import type { LogState } from './logs/log-state.ts';
import { searchLog } from './logs/move-log.ts';
import { isNarrowed, widenLog } from './logs/narrow-log.ts';
import { clearMarks, type MarkQueue } from './marks/marks.ts';
import type { FollowedOperation } from './operation/followed-operation.ts';
import type { PortsScreen } from './ports/ports-state.ts';
import { isLogTab, type ProjectScreen } from './project/project-state.ts';
import { hasAnswers, type WizardScreen } from './wizard/wizard-screen.ts';

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

/** The logs of a project; what is seen of them is the state's `log`. */
export interface LogsScreen {
	readonly kind: 'logs';
	readonly project: string;
}

/** The names in a project's `.env`. */
export interface SecretsScreen extends ListPlace {
	readonly kind: 'secrets';
	readonly project: string;
}

/** What covers the fleet; the last one is seen. */
export type Screen =
	| PlanScreen
	| OperationScreen
	| EventsScreen
	| LogsScreen
	| ProjectScreen
	| PortsScreen
	| HealthScreen
	| WizardScreen
	| SecretsScreen;

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
	/** Where the operator is in each pane. */
	readonly panes: Readonly<Record<string, ListPlace>>;
	readonly screens: readonly Screen[];
	readonly dialog?: Dialog | undefined;
	readonly operations: Readonly<Record<string, FollowedOperation>>;
	readonly message?: Message | undefined;
	/** What was copied last, with its name; absent before, and after a secret. */
	readonly copied?: { readonly label: string; readonly text: string } | undefined;
	/** Epoch ms of the last ctrl-c. */
	readonly interruptedAt?: number;
	/** Epoch ms of the last key that was no answer. */
	readonly strayAt?: number;
	/** The log that is seen, or was last. */
	readonly log?: LogState | undefined;
	/** New projects that were begun and not finished, the one changed last first. */
	readonly drafts: readonly Draft[];
	/** What the palette ran, newest first. */
	readonly ran?: readonly string[];
	/** Marked projects that are gone through one after the other. */
	readonly queue?: MarkQueue | undefined;
}

type StartPreferences = Partial<Pick<Preferences, 'sort' | 'columns'>>;

/** Milliseconds a message stays. */
export const messageTime = 6000;

/** The console as it opens, with the operator's order and columns. */
export function startState(now: number, { sort = 'name', columns }: StartPreferences = {}): ConsoleState {
	const fleet = { ...startFleet, ...(isSortColumn(sort) && { sort }), ...(columns !== undefined && { columns }) };
	return { now, fleet, focus: 'fleet', isZoomed: false, panes: {}, screens: [], operations: {}, drafts: [] };
}

/** The screen that covers the fleet, if any. */
export function topScreen(state: ConsoleState): Screen | undefined {
	return state.screens.at(-1);
}

/** Who hears a key now, innermost first: a dialog keeps keys from everything below it. */
export function activeScopes(state: ConsoleState): readonly Scope[] {
	const { dialog } = state;
	if (dialog?.kind === 'palette') return ['palette', 'text', 'always'];
	if (dialog !== undefined) {
		const scope = dialog.kind === 'filter' || dialog.kind === 'type' ? 'text' : dialog.kind;
		return scope === 'choose' || scope === 'help' || scope === 'shown' ? [scope, 'move', 'always'] : [scope, 'always'];
	}
	const top = topScreen(state);
	const screen = top?.kind ?? 'fleet';
	if (screen === 'wizard') return ['wizard', 'text', 'always'];
	const lines: readonly Scope[] = isLogTab(top) ? ['log-lines', screen] : screen === 'logs' ? [screen, 'log-lines'] : [screen];
	return [...(wantsName(top) ? (['named-plan'] as const) : []), ...lines, 'move', 'global', 'always'];
}

/** True for a plan that can start, and is confirmed by the name of its project. */
function wantsName(screen: Screen | undefined): boolean {
	return screen?.kind === 'plan' && screen.status === 'ready' && screen.plan?.confirm === 'name' && !screen.plan.empty;
}

/** How many questions wait for an answer: plans, and what is asked over whatever is there. */
export function openQuestions({ screens, dialog }: ConsoleState): number {
	return screens.filter(({ kind }) => kind === 'plan').length + (dialog?.kind === 'confirm' || dialog?.kind === 'type' ? 1 : 0);
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
	const before = dialog?.kind === 'filter' ? setFilter(state, dialog, dialog.before) : state;
	return { ...before, dialog: undefined };
}

/** The state with another filter on the list that the dialog filters. */
export function setFilter(state: ConsoleState, { of }: FilterDialog, filter: string): ConsoleState {
	if (of === undefined) return { ...state, fleet: { ...state.fleet, filter } };
	if (of === 'log-search') return changeLog(state, (log) => searchLog(log, filter));
	if (of === 'log-filter') return changeLog(state, (log) => ({ ...log, filter }));
	const top = topScreen(state);
	return top?.kind === of ? { ...state, screens: [...state.screens.slice(0, -1), filterEvents(top, filter)] } : state;
}

/** Covers the present screen with another one. An operation takes the place of the plan or guide it came from, and of another operation. */
export function openScreen(state: ConsoleState, screen: Screen): ConsoleState {
	const others = state.screens.filter(
		(one) => screen.kind !== 'operation' || !(one.kind === 'operation' || one.kind === 'wizard' || isStarting(one)),
	);
	return { ...state, screens: [...others, screen], dialog: undefined };
}

function isStarting(screen: Screen): boolean {
	return screen.kind === 'plan' && screen.status === 'starting';
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

/** Replaces the log that is seen; nothing if none is. */
export function changeLog(state: ConsoleState, change: (log: LogState) => LogState): ConsoleState {
	return state.log === undefined ? state : { ...state, log: change(state.log) };
}

/** The state after the guide was left: at once where its answers are kept, after a question where they would be lost. */
export function leaveWizard(state: ConsoleState): ConsoleState {
	const top = topScreen(state);
	if (top?.kind !== 'wizard' || !hasAnswers(top)) return closeScreen(state);
	if (top.notKept === undefined) return say(closeScreen(state), `The answers are kept; ${keyOf('new-project')} goes on with them`);
	const consequence = `They would be lost: ${top.notKept}.`;
	return openDialog(state, { kind: 'confirm', question: 'Leave the answers?', consequence, purpose: { kind: 'leave-wizard' } });
}

/** One step back, as Esc goes: dialog, screen, zoom, pane, filter, marks. At the bare fleet nothing happens. */
export function goBack(state: ConsoleState): ConsoleState {
	if (state.dialog !== undefined) return closeDialog(state);
	const top = topScreen(state);
	if (top?.kind === 'events' && top.filter !== '') return { ...state, screens: [...state.screens.slice(0, -1), filterEvents(top, '')] };
	if (top?.kind === 'wizard') return leaveWizard(state);
	if ((top?.kind === 'logs' || isLogTab(top)) && isNarrowed(state.log)) return changeLog(state, widenLog);
	if (top !== undefined) return closeScreen(state);
	if (state.isZoomed) return { ...state, isZoomed: false };
	if (state.focus !== 'fleet') return { ...state, focus: 'fleet' };
	if (state.fleet.filter !== '') return { ...state, fleet: { ...state.fleet, filter: '' } };
	return (state.fleet.marks ?? []).length === 0 ? state : { ...state, fleet: clearMarks(state.fleet) };
}

/** True where `q` means quit: nothing is open that it could close. */
export function isAtRoot(state: ConsoleState): boolean {
	return state.dialog === undefined && state.screens.length === 0 && !state.isZoomed && state.focus === 'fleet';
}
