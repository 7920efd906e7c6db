import { formatTime } from '../../source/model/format.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, topScreen } from '../console-state.ts';
import { keyOf } from '../keymap.ts';
import { emptyLine, type Line, line, selectLine, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { fitColumns, tableHead, tableRow } from '../table.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { eventColumns, eventDetail } from './event-lines.ts';
import { type EventRow, eventRows, eventsWindow } from './event-rows.ts';
import { type EventsScreen, eventKinds } from './events-screen.ts';

/** Rows under the list that tell all about the selected one, its rule included. */
const detailRows = 4;
/** Rows of the body from which there are any. */
const rowsForDetail = 14;

/** The screen of events and changes in lines, as high as the body. */
export function useEventsScreen(body: ScreenSize): readonly Line[] {
	const state = useConsoleState((all) => all);
	const view = useServerView();
	const screen = eventsScreenOf(state);
	return screen === undefined ? [] : eventsLines(screen, view, state.now, body);
}

/** Rows of the list without its title and heading. */
export function eventsHeight({ rows }: ScreenSize): number {
	return Math.max(1, rows - 2 - (rows >= rowsForDetail ? detailRows : 0));
}

/** The screen of events in front, if it is. */
export function eventsScreenOf(state: ConsoleState): EventsScreen | undefined {
	const top = topScreen(state);
	return top?.kind === 'events' ? top : undefined;
}

/** The whole screen at a moment. */
export function eventsLines(screen: EventsScreen, view: ServerView, now: number, body: ScreenSize): readonly Line[] {
	const { columns, rows: height } = body;
	const rows = eventRows(view, screen);
	const room = eventsHeight(body);
	const window = eventsWindow(screen, rows, room);
	const shown = rows.slice(window.top, window.top + room);
	const title = `Events and audit of ${screen.project ?? 'all projects'}`;
	const head = panelTitle({ title, isFocused: true, width: columns, note: noteOf(screen, window.index, rows.length) });
	if (rows.length === 0) return [head, emptyLine, line(`  ${emptyWords(screen, view)}`, 'dim')];
	const fitted = fitColumns(eventColumns(now, screen.project === undefined), shown, columns - 1);
	const list = shown.map((row, index): Line => {
		const text = tableRow(fitted, row);
		return window.top + index === window.index ? selectLine([span('›'), ...text], columns) : [span(' '), ...text];
	});
	const filled = [...list, ...Array.from({ length: room - list.length }, (): Line => emptyLine)];
	return [head, [span(' '), ...tableHead(fitted)], ...filled, ...detail(rows[window.index], columns)].slice(0, height);
}

function detail(row: EventRow | undefined, width: number): readonly Line[] {
	if (row === undefined) return [];
	return [panelTitle({ title: 'Selected', isFocused: false, width }), ...eventDetail(row, width)].slice(0, detailRows);
}

function noteOf({ shown, filter }: EventsScreen, index: number, count: number): Line {
	const kinds = eventKinds.flatMap((kind) => [span(kind === shown ? `‹${kind}›` : ` ${kind} `, kind === shown ? 'strong' : 'dim')]);
	const wanted = filter === '' ? [] : [span(`/${filter}  `, 'accent')];
	return [...wanted, ...kinds, span(`  ${count === 0 ? 0 : index + 1} of ${count}`, 'dim')];
}

function emptyWords({ project, shown, filter }: EventsScreen, { events = [] }: ServerView): string {
	const whose = project === undefined ? '' : ` on ${project}`;
	if (filter !== '') return `Nothing${whose} matches ${filter}. ${keyOf('back')} shows all.`;
	if (shown === 'changes')
		return `Nothing was changed${whose} yet. ${keyOf('deploy')} deploys, ${keyOf('scale')} scales, ${keyOf('roll-back')} rolls back.`;
	// Docker remembers its last 256 events, which on a busy server are minutes.
	const oldest = events.at(-1)?.at;
	const since = oldest === undefined ? 'in the last hour' : `since ${formatTime(oldest).slice(11)} UTC, its oldest event`;
	return `Docker tells of nothing${whose} ${since}.`;
}
