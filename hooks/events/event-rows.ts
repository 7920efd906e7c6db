import type { AuditEntry } from '../../source/journal/records.ts';
import { describeChange } from '../../source/present/describe-change.ts';
import { describeEvent } from '../../source/present/describe-event.ts';
import { type Folded, foldRepeated, timesWords } from '../../source/present/fold-repeated.ts';
import type { ServerEvent } from '../../source/watch/server-events.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { type Cursor, type Extent, type Movement, moveCursor, placeCursor } from '../cursor.ts';
import { passesFilter } from '../text-filter.ts';
import type { EventsScreen } from './events-screen.ts';

/** One row: something that the engine did, or a change that somebody made. */
export type EventRow = {
	/** Tells the row from all others. */
	readonly key: string;
	/** Epoch ms. */
	readonly at: number;
	readonly project: string | undefined;
} & (
	| { readonly kind: 'event'; readonly event: ServerEvent; readonly times: number }
	| { readonly kind: 'change'; readonly entry: AuditEntry }
);

/** The rows that the screen lists, newest first. */
export function eventRows(view: ServerView, { project, shown, filter }: EventsScreen): readonly EventRow[] {
	const events = shown === 'changes' ? [] : foldRepeated(view.events ?? [], (event) => `${event.id} ${describeEvent(event)}`).map(eventRow);
	const changes = shown === 'engine' ? [] : view.audit.map(changeRow);
	const rows = [...events, ...changes].filter((row) => project === undefined || row.project === project);
	return rows.filter((row) => passesFilter(textsOf(row), filter)).sort((left, right) => right.at - left.at);
}

/** What happened, in words; a change says its outcome if it did not end well. */
export function wordsOf(row: EventRow): string {
	return row.kind === 'event' ? `${describeEvent(row.event)}${timesWords(row.times)}` : describeChange(row.entry);
}

/** The list's window, around the selected row wherever it is now. */
export function eventsWindow(screen: EventsScreen, rows: readonly EventRow[], height: number): Cursor {
	return placeCursor(screen.cursor, indexOf(screen, rows), { count: rows.length, height });
}

/** The screen after a movement. */
export function moveEvents(screen: EventsScreen, movement: Movement, rows: readonly EventRow[], extent: Extent): EventsScreen {
	const cursor = moveCursor({ ...screen.cursor, index: indexOf(screen, rows) }, movement, extent);
	const key = cursor.index === 0 ? undefined : rows[cursor.index]?.key;
	const { selected: _, ...rest } = screen;
	return { ...rest, cursor, ...(key !== undefined && { selected: key }) };
}

function indexOf({ selected, cursor }: EventsScreen, rows: readonly EventRow[]): number {
	if (selected === undefined) return 0;
	const index = rows.findIndex(({ key }) => key === selected);
	return index === -1 ? Math.min(cursor.index, Math.max(0, rows.length - 1)) : index;
}

function eventRow({ row: event, first, times }: Folded<ServerEvent>): EventRow {
	return { kind: 'event', key: `${first.at} ${first.id} ${first.action}`, at: event.at, project: event.project, event, times };
}

function changeRow(entry: AuditEntry): EventRow {
	return { kind: 'change', key: `${entry.at} ${entry.id}`, at: entry.at, project: entry.project, entry };
}

function textsOf(row: EventRow): readonly string[] {
	return [wordsOf(row), row.project ?? '', row.kind === 'change' ? row.entry.user : 'docker'];
}
