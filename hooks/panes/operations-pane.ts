import { flawsOf } from '../../source/journal/proof.ts';
import type { AuditEntry, Outcome } from '../../source/journal/records.ts';
import { formatAge, formatDuration } from '../../source/model/format.ts';
import { describeOutcome } from '../../source/present/describe-entry.ts';
import { keyOf } from '../keymap.ts';
import { line, type Span, span } from '../line.ts';
import { cell, fitColumns, type TableColumn, tableRow } from '../table.ts';
import type { Pane, PaneFacts } from './pane.ts';

interface AuditRow {
	readonly entry: AuditEntry;
	readonly now: number;
}

/** How an operation ended. */
export const outcomeSigns: Readonly<Record<Outcome, Span>> = {
	done: span('✓', 'good'),
	flawed: span('▲', 'warn'),
	failed: span('▲', 'warn'),
	cancelled: span('○', 'dim'),
	stuck: span('✕', 'bad'),
	refused: span('○', 'dim'),
	busy: span('○', 'dim'),
};

const columns: readonly TableColumn<AuditRow>[] = [
	{ title: '', width: 1, drop: 0, cell: ({ entry }) => outcomeSigns[entry.outcome] },
	{ title: '', width: 6, align: 'right', drop: 0, cell: ({ entry, now }) => span(formatAge(now - entry.at), 'dim') },
	{ title: '', width: 'content', drop: 0, cell: ({ entry }) => span(titleOf(entry)) },
	{
		title: '',
		width: 'content',
		drop: 2,
		cell: ({ entry }) => span(entry.outcome === 'done' ? '' : describeOutcome(entry.outcome), 'warn'),
	},
	{ title: '', width: 'content', align: 'right', drop: 3, cell: ({ entry }) => cell(formatDuration(entry.took), 'dim') },
	{ title: '', width: 'content', drop: 4, cell: ({ entry }) => span(entry.user, 'dim') },
	{
		title: '',
		width: 'content',
		drop: 5,
		cell: ({ entry: { proof } }) => span(proof === undefined ? '' : `${flawsOf(proof)} failed requests`, 'dim'),
	},
];

/** The last operations of the project: who changed what, and how it ended. */
export const operationsPane: Pane = {
	id: 'operations',
	title: 'Last operations',
	side: 'left',
	grows: true,
	content(facts, { width }) {
		const rows = entriesOf(facts).map((entry) => ({ entry, now: facts.now }));
		if (rows.length === 0)
			return {
				rows: [
					line(`Nothing was changed yet. ${keyOf('deploy')} deploys, ${keyOf('scale')} scales, ${keyOf('roll-back')} rolls back.`, 'dim'),
				],
			};
		const fitted = fitColumns(columns, rows, width);
		return { rows: rows.map((row) => tableRow(fitted, row)) };
	},
	targets: (facts) => entriesOf(facts).map(({ id }) => ({ kind: 'operation', id })),
};

/** What was done, without the project's name: where it is shown that need not be said again. */
export function titleOf({ title, project }: AuditEntry): string {
	return title.replace(` ${project} `, ' ');
}

function entriesOf({ view, project }: PaneFacts): readonly AuditEntry[] {
	return view.audit.filter((entry) => entry.project === project.name);
}
