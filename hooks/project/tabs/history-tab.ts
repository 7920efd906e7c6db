import { flawsOf } from '../../../source/journal/proof.ts';
import type { AuditEntry } from '../../../source/journal/records.ts';
import { formatAge, formatDuration } from '../../../source/model/format.ts';
import { describeOutcome } from '../../../source/present/describe-entry.ts';
import { keyOf } from '../../keymap.ts';
import { line, span } from '../../line.ts';
import { outcomeSigns, titleOf } from '../../panes/operations-pane.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../../table.ts';
import type { Tab, TabFacts } from '../tab.ts';
import { textRows } from '../text-rows.ts';

interface HistoryRow {
	readonly entry: AuditEntry;
	readonly now: number;
}

const columns: readonly TableColumn<HistoryRow>[] = [
	{ title: '', width: 1, drop: 0, cell: ({ entry }) => outcomeSigns[entry.outcome] },
	{ title: 'AGO', width: 6, align: 'right', drop: 0, cell: ({ entry, now }) => span(formatAge(now - entry.at)) },
	{ title: 'BY', width: 'content', drop: 2, cell: ({ entry }) => span(entry.user) },
	{ title: 'TOOK', width: 'content', align: 'right', drop: 3, cell: ({ entry }) => cell(formatDuration(entry.took)) },
	{ title: 'FAILED REQUESTS', width: 'content', align: 'right', drop: 4, cell: failedRequests },
	{ title: 'CHANGE', width: 'rest', drop: 0, cell: ({ entry }) => span(`${endWords(entry)}${titleOf(entry)}`) },
];

/** Everything that was changed on the project, last first. */
export const historyTab: Tab = {
	id: 'history',
	title: 'History',
	content(facts, width) {
		const rows = entriesOf(facts).map((entry) => ({ entry, now: facts.now }));
		if (rows.length === 0)
			return {
				rows: textRows([
					line(
						` Nothing was changed yet. ${keyOf('deploy-release')} deploys, ${keyOf('scale')} scales, ${keyOf('roll-back-release')} rolls back.`,
						'dim',
					),
				]),
			};
		const fitted = fitColumns(columns, rows, width - 1);
		return {
			head: [span(' '), ...tableHead(fitted)],
			rows: rows.map((row) => ({ id: row.entry.id, line: () => [span(' '), ...tableRow(fitted, row)] })),
		};
	},
	target(facts, selected) {
		return entriesOf(facts).some(({ id }) => id === selected) && selected !== undefined ? { kind: 'operation', id: selected } : undefined;
	},
};

function entriesOf({ view, project }: TabFacts): readonly AuditEntry[] {
	return view.audit.filter((entry) => entry.project === project.name);
}

/** Only an end that was not wished for is said in words; the sign says the rest. */
function endWords({ outcome }: AuditEntry): string {
	return outcome === 'done' ? '' : `${describeOutcome(outcome)}: `;
}

function failedRequests({ entry: { proof } }: HistoryRow) {
	if (proof === undefined) return cell(undefined);
	const failed = flawsOf(proof);
	return span(String(failed), failed > 0 ? 'bad' : 'plain');
}
