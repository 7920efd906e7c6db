import { formatNumber } from '../../source/model/format.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { listSecrets, type SecretName } from '../../source/operations/list-secrets.ts';
import type { ScreenSize } from '../console.ts';
import { keyOf } from '../keymap.ts';
import { type Line, line, selectLine, span } from '../line.ts';
import { type ListPlace, windowOf } from '../list-place.ts';
import { panelTitle } from '../panel.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../table.ts';

const columns: readonly TableColumn<SecretName>[] = [
	{ title: '', width: 1, drop: 0, cell: ({ isThere }) => (isThere ? span('●', 'good') : span('▲', 'warn')) },
	{ title: 'NAME', width: 'content', drop: 0, cell: ({ key }) => cell(key) },
	{ title: 'VALUE', width: 8, drop: 0, cell: ({ isThere }) => (isThere ? span('••••••', 'dim') : span('missing', 'warn')) },
	{ title: 'WHAT', width: 'rest', drop: 0, cell: (secret) => cell(kindOf(secret), 'dim') },
];

/** Rows of the list's window: not the title, the heading and the two lines below. */
export function secretsHeight({ rows }: ScreenSize): number {
	return Math.max(1, rows - 4);
}

/** The names of a project's `.env` in lines, as high as the body; never a value. */
export function secretsLines(project: ProjectSnapshot | undefined, name: string, place: ListPlace, body: ScreenSize): readonly Line[] {
	const rows = project === undefined ? [] : listSecrets(project);
	const missing = rows.filter(({ isThere }) => !isThere).length;
	const height = secretsHeight(body);
	const ids = rows.map(({ key }) => ({ id: key }));
	const window = windowOf(ids, place, height);
	const fitted = fitColumns(columns, rows, body.columns - 2);
	const shown = rows.slice(window.top, window.top + height).map((row, index): Line => {
		const words = tableRow(fitted, row);
		return window.top + index === window.index ? selectLine([span('› '), ...words], body.columns) : [span('  '), ...words];
	});
	const note = line(`${formatNumber(rows.length, 'name')}, values are never shown`, 'dim');
	return [
		panelTitle({ title: `Secrets of ${name}`, isFocused: true, width: body.columns, note }),
		[span('  '), ...tableHead(fitted)],
		...shown,
		...Array.from({ length: Math.max(0, height - shown.length) }, (): Line => []),
		[],
		stateLine(project, missing),
	];
}

function stateLine(project: ProjectSnapshot | undefined, missing: number): Line {
	if (project === undefined) return line(` This project is gone. ${keyOf('back')} goes back.`, 'warn');
	if (project.problem !== undefined) return [span(' ▲ ', 'warn'), span(`${project.problem.what}: what is missing is not known`)];
	if (missing === 0) return [span(' ● ', 'good'), span('Nothing is missing. What is there is never touched.')];
	const file = project.envKeys === undefined ? 'There is no .env. ' : '';
	return [
		span(' ▲ ', 'warn'),
		span(`${file}${formatNumber(missing, 'name')} to be made: `),
		span(keyOf('generate-secrets'), 'accent'),
		span(' shows the plan'),
	];
}

function kindOf({ made, isThere }: SecretName): string {
	if (made === undefined) return "the app's own";
	if (made.kind === 'generate') return `secret, ${made.length} random characters`;
	return isThere ? 'setting' : `setting, ${made.text}`;
}
