import type { Console } from '../console.ts';
import { openDialog, openScreen, topScreen } from '../console-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { Handler } from '../key-press.ts';
import { findOperation } from '../operation/open-operation.ts';
import { type EventRow, eventRows, eventsWindow } from './event-rows.ts';
import { type EventsScreen, eventsOf, startEvents, turnEvents } from './events-screen.ts';
import { eventsScreenOf } from './use-events-screen.ts';

/** What the keys of the screen of events do, and the key that opens it. */
export const eventsHandlers = {
	events: ({ console, project }) => openEvents(console, project ?? subjectOf(console)),
	'events-of-all': ({ console }) => change(console, (screen) => eventsOf(screen, otherProject(console, screen))),
	'events-next': ({ console }) => change(console, (screen) => turnEvents(screen, 1)),
	'events-previous': ({ console }) => change(console, (screen) => turnEvents(screen, -1)),
	'filter-events': ({ console }) =>
		console.update((state) => openDialog(state, { kind: 'filter', of: 'events', text: '', before: eventsScreenOf(state)?.filter ?? '' })),
	'open-change': ({ console }) => {
		const row = selectedEvent(console);
		if (row?.kind === 'change') void findOperation(console, row.entry.id);
	},
} satisfies Readonly<Record<string, Handler>>;

/** The row under the cursor, if the screen of events is in front. */
export function selectedEvent(console: Console): EventRow | undefined {
	const screen = eventsScreenOf(console.get());
	if (screen === undefined) return undefined;
	const rows = eventRows(console.server.get(), screen);
	return rows[eventsWindow(screen, rows, 1).index];
}

function openEvents(console: Console, project: string | undefined): void {
	console.update((state) => openScreen(state, startEvents(project)));
}

/** From the list of projects the events of all are asked for; from anywhere else, those of the selected project. */
function subjectOf(console: Console): string | undefined {
	const { focus, isZoomed } = console.get();
	const isList = topScreen(console.get()) === undefined && focus === 'fleet' && !isZoomed;
	return isList ? undefined : selectedProject(console)?.name;
}

function otherProject(console: Console, { project }: EventsScreen): string | undefined {
	return project === undefined ? (selectedEvent(console)?.project ?? selectedProject(console)?.name) : undefined;
}

function change(console: Console, apply: (screen: EventsScreen) => EventsScreen): void {
	console.update((state) => {
		const screen = eventsScreenOf(state);
		return screen === undefined ? state : { ...state, screens: [...state.screens.slice(0, -1), apply(screen)] };
	});
}
