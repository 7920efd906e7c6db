import { type EnvAddition, planEnv } from '../../../source/config/env-file.ts';
import { keyOf } from '../../keymap.ts';
import { line, type Span, span } from '../../line.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../../table.ts';
import type { Tab, TabFacts } from '../tab.ts';
import { textRows } from '../text-rows.ts';

interface SecretRow {
	readonly key: string;
	readonly isThere: boolean;
	readonly isOverridden: boolean;
	/** What Berth would write for it; absent for a key that only the app knows. */
	readonly known?: EnvAddition | undefined;
}

const columns: readonly TableColumn<SecretRow>[] = [
	{ title: 'NAME', width: 'content', drop: 0, cell: ({ key }) => span(key, 'strong') },
	{ title: 'VALUE', width: 'content', drop: 1, cell: valueCell },
	{ title: 'FOR', width: 'content', drop: 2, cell: ({ key }) => cell(serviceOf(key)) },
	{ title: 'MADE BY', width: 'content', drop: 3, cell: ({ known }) => cell(makerOf(known)) },
	{
		title: '',
		width: 'content',
		drop: 4,
		cell: ({ isOverridden }) => span(isOverridden ? 'project.yml gives another value, which wins' : '', 'warn'),
	},
];

/** The names in `.env`, never a value, and those that it lacks. */
export const secretsTab: Tab = {
	id: 'secrets',
	title: 'Secrets',
	content(facts, width) {
		const rows = secretRows(facts);
		if (rows.length === 0) return { rows: textRows([line(` ${facts.project.directory}/.env is not there.`, 'dim')]) };
		const fitted = fitColumns(columns, rows, width - 1);
		const list = rows.map((row) => ({ line: () => [span(' '), ...tableRow(fitted, row)] }));
		return { head: [span(' '), ...tableHead(fitted)], rows: [...list, ...textRows([[], line(` ${hintFor(rows)}`, 'dim')])] };
	},
};

/** The names that are there, in their order, then those that are missing. */
export function secretRows({ project: { project, ports, envKeys } }: Pick<TabFacts, 'project'>): readonly SecretRow[] {
	const wanted = project === undefined || ports === undefined ? [] : planEnv(project, ports, undefined);
	const there = envKeys ?? [];
	const missing = wanted.filter(({ key }) => !there.includes(key)).map(({ key }) => key);
	return [...there, ...missing].map((key) => ({
		key,
		isThere: there.includes(key),
		isOverridden: project?.environment[key] !== undefined,
		known: wanted.find((addition) => addition.key === key),
	}));
}

function valueCell({ isThere }: SecretRow): Span {
	return isThere ? span('••••••', 'dim') : span('▲ missing', 'warn');
}

function serviceOf(key: string): string | undefined {
	if (key.startsWith('POSTGRES_')) return 'postgres';
	return key.startsWith('REDIS_') ? 'redis' : undefined;
}

function makerOf(known: EnvAddition | undefined): string | undefined {
	if (known === undefined) return undefined;
	return known.value.kind === 'generate' ? `Berth, ${known.value.length} characters by chance` : 'Berth, a setting';
}

function hintFor(rows: readonly SecretRow[]): string {
	const isWhole = rows.every(({ isThere }) => isThere);
	return isWhole ? 'Values are never shown.' : `Values are never shown. ${keyOf('secrets')} adds what is missing.`;
}
