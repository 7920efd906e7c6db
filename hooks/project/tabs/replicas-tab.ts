import { containerNameOf } from '../../../source/model/berth.ts';
import { keyOf } from '../../keymap.ts';
import { line, span } from '../../line.ts';
import { type ReplicaRow, replicaColumns, replicaRows } from '../../panes/replicas-pane.ts';
import { fitColumns, tableHead, tableRow } from '../../table.ts';
import type { Tab, TabFacts } from '../tab.ts';
import { textRows } from '../text-rows.ts';

/** Every replica of both berths, the stopped ones too. */
export const replicasTab: Tab = {
	id: 'replicas',
	title: 'Replicas',
	content(facts, width) {
		const rows = replicaRows(facts);
		if (rows.length === 0) return { rows: textRows([line(` No replica yet. ${keyOf('deploy-release')} deploys a release.`, 'dim')]) };
		const fitted = fitColumns(replicaColumns, rows, width - 1);
		return {
			head: [span(' '), ...tableHead(fitted)],
			rows: rows.map((row) => ({ id: nameOf(facts, row), line: () => [span(' '), ...tableRow(fitted, row)] })),
		};
	},
	target(facts, selected) {
		const row = replicaRows(facts).find((one) => nameOf(facts, one) === selected);
		return row && { kind: 'container', name: nameOf(facts, row), port: row.port };
	},
};

function nameOf({ project }: TabFacts, { berth, index }: ReplicaRow): string {
	return containerNameOf(project.name, berth, index);
}
