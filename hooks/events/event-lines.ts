import { formatAge, formatDuration, formatTime } from '../../source/model/format.ts';
import { toneOfEvent } from '../../source/present/describe-event.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { describeProof } from '../../source/present/describe-proof.ts';
import type { ServerEvent } from '../../source/watch/server-events.ts';
import { type Line, line, type Span, span, widthOf, wrapText } from '../line.ts';
import { outcomeSigns } from '../panes/operations-pane.ts';
import { cell, type TableColumn } from '../table.ts';
import { type EventRow, wordsOf } from './event-rows.ts';

/** Cells in which one can read what happened to what. */
const leastWords = 43;

/** The columns of the list at a moment; `hasProject`: of more than one project. */
export function eventColumns(now: number, hasProject: boolean): readonly TableColumn<EventRow>[] {
	const project: TableColumn<EventRow> = { title: 'PROJECT', width: 'content', drop: 0, cell: (row) => cell(row.project) };
	return [
		{ title: '', width: 1, drop: 0, cell: signOf },
		{ title: 'AGE', width: 6, align: 'right', drop: 0, cell: ({ at }) => span(formatAge(now - at), 'dim') },
		{ title: 'UTC', width: 8, drop: 5, cell: ({ at }) => span(formatTime(at).slice(11), 'dim') },
		...(hasProject ? [project] : []),
		{ title: 'BY', width: 'content', drop: 2, cell: (row) => (row.kind === 'change' ? span(row.entry.user) : span('docker', 'dim')) },
		{ title: 'TOOK', width: 7, align: 'right', drop: 4, cell: tookCell },
		{
			title: 'WHAT',
			width: 'rest',
			drop: 0,
			cell: (row) => span(wordsOf(row), row.kind === 'change' ? 'strong' : 'plain'),
			needs: (row) => Math.min(leastWords, widthOf(wordsOf(row))),
		},
	];
}

/** Everything about one row, for the lines under the list. */
export function eventDetail(row: EventRow, width: number): readonly Line[] {
	const [first = '', ...more] = row.kind === 'change' ? changeWords(row) : eventWords(row);
	return [
		...wrapText(first, width - 2).map((text) => line(` ${text}`)),
		...more.flatMap((text) => wrapText(text, width - 2)).map((text) => line(` ${text}`, 'dim')),
	];
}

function signOf(row: EventRow): Span {
	return row.kind === 'change' ? outcomeSigns[row.entry.outcome] : eventSigns(row.event);
}

function eventSigns(event: ServerEvent): Span {
	const tone = toneOfEvent(event);
	if (tone === 'bad') return event.action === 'die' ? span('✕', 'bad') : span('▲', 'bad');
	return tone === 'good' ? span('●', 'good') : span(event.action === 'die' ? '○' : '·', 'dim');
}

function tookCell(row: EventRow): Span {
	return row.kind === 'change' ? span(formatDuration(row.entry.took), 'dim') : span('');
}

function changeWords({ at, entry }: Extract<EventRow, { kind: 'change' }>): readonly string[] {
	const { failure, proof, user, took, id } = entry;
	return [
		`${formatTime(at)} UTC, ${user}, ${formatDuration(took)}, ${id}`,
		...(failure === undefined ? [] : describeFailure({ ...failure, output: [] })),
		...(proof === undefined ? [] : [describeProof(proof)]),
	];
}

function eventWords(row: Extract<EventRow, { kind: 'event' }>): readonly string[] {
	const { type, id, berth, replica } = row.event;
	const place = berth === undefined || replica === undefined ? '' : `, ${berth} ${replica}`;
	return [`${formatTime(row.at)} UTC, ${type} ${id.replace(/^sha256:/, '').slice(0, 12)}${place}`, wordsOf(row)];
}
