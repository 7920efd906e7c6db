import { type Cursor, startCursor } from '../cursor.ts';

/** What the list is of: both together, the engine's events, or the changes that somebody made. */
export const eventKinds = ['all', 'engine', 'changes'] as const;
export type EventKind = (typeof eventKinds)[number];

/** What the engine did and who changed what, by time. */
export interface EventsScreen {
	readonly kind: 'events';
	/** Absent: of all projects. */
	readonly project?: string;
	readonly shown: EventKind;
	/** `oom`, or `!started` for all others. */
	readonly filter: string;
	/** Key of the row under the cursor; absent: the newest, whatever comes. */
	readonly selected?: string;
	readonly cursor: Cursor;
}

/** The screen as it opens. */
export function startEvents(project?: string): EventsScreen {
	return { kind: 'events', ...(project !== undefined && { project }), shown: 'all', filter: '', cursor: startCursor };
}

/** The next or the one before of what the list can be of. */
export function turnEvents(screen: EventsScreen, by: 1 | -1): EventsScreen {
	const index = (eventKinds.indexOf(screen.shown) + by + eventKinds.length) % eventKinds.length;
	return fromTop({ ...screen, shown: eventKinds[index] ?? 'all' });
}

/** The screen of that project, or of all. */
export function eventsOf(screen: EventsScreen, project: string | undefined): EventsScreen {
	const { project: _, ...rest } = screen;
	return fromTop({ ...rest, ...(project !== undefined && { project }) });
}

/** The screen with another filter. */
export function filterEvents(screen: EventsScreen, filter: string): EventsScreen {
	return fromTop({ ...screen, filter });
}

function fromTop({ selected: _, ...screen }: EventsScreen): EventsScreen {
	return { ...screen, cursor: startCursor };
}
