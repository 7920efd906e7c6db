import { renderTable } from '../../../source/present/table.ts';

/** What was measured of one program; times in ms, CPU in percent of one core, memory in MB. */
export interface ConsoleFigures {
	readonly paint: number;
	readonly data: number;
	readonly keyMedian: number;
	readonly keyP95: number;
	readonly cpu: number;
	readonly engineCpu: number;
	readonly bytesPerSecond: number;
	readonly memoryAtStart: number;
	readonly memory: number;
}

interface Row {
	readonly title: string;
	readonly unit: string;
	readonly figure: keyof ConsoleFigures;
	/** The most it may be; `share` is of the peer's. */
	readonly most?: number;
	readonly share?: number;
}

/** From so many containers on, the allowance for CPU is that of a full server. */
const many = 100;

/** Shares of the peer's time are promised for so many containers at most. */
const few = 30;

function rowsFor(containers: number): readonly Row[] {
	const shares = containers <= few ? { paint: { share: 0.65 }, data: { share: 0.85 } } : { paint: {}, data: {} };
	return [
		{ title: 'first painted frame', unit: 'ms', figure: 'paint', ...shares.paint },
		{ title: 'first frame with data', unit: 'ms', figure: 'data', ...shares.data },
		{ title: 'key to repaint, median', unit: 'ms', figure: 'keyMedian' },
		{ title: 'key to repaint, p95', unit: 'ms', figure: 'keyP95', most: 20 },
		{ title: 'own CPU at rest', unit: '%', figure: 'cpu', most: containers < many ? 1.5 : 4 },
		{ title: 'CPU caused in the engine', unit: '%', figure: 'engineCpu', most: 1 },
		{ title: 'bytes to the terminal per second', unit: '', figure: 'bytesPerSecond', most: 600 },
		{ title: 'memory at the start', unit: 'MB', figure: 'memoryAtStart' },
		{ title: 'memory after the run', unit: 'MB', figure: 'memory', most: 110 },
	];
}

/** The figures beside their budget, in lines; `isOver` if one is over it. */
export function describeFigures(
	containers: number,
	own: ConsoleFigures,
	peer: ConsoleFigures | undefined,
): { readonly lines: readonly string[]; readonly isOver: boolean } {
	const judged = rowsFor(containers).map((row) => ({ ...row, limit: limitOf(row, peer) }));
	const over = judged.filter(({ figure, limit }) => limit !== undefined && own[figure] > limit);
	const cells = judged.map((row) => {
		const { title, unit, figure, limit, share } = row;
		const text = (value: number | undefined) => (value === undefined ? '' : `${round(value)} ${unit}`.trim());
		const ratio = peer === undefined ? '' : (own[figure] / peer[figure]).toFixed(2);
		const budget = limit === undefined ? '' : `≤ ${text(limit)}${share === undefined ? '' : ` (${share} × peer)`}`;
		return [title, text(own[figure]), budget, over.includes(row) ? 'over' : '', text(peer?.[figure]), ratio];
	});
	const right = { align: 'right' } as const;
	const columns = [
		{ title: `${containers} containers` },
		{ title: 'Berth', ...right },
		{ title: 'budget' },
		{ title: '' },
		{ title: peer === undefined ? '' : 'peer', ...right },
		{ title: peer === undefined ? '' : 'ratio', ...right },
	];
	return { lines: renderTable(columns, cells), isOver: over.length > 0 };
}

function limitOf({ most, share, figure }: Row, peer: ConsoleFigures | undefined): number | undefined {
	return share === undefined ? most : peer && share * peer[figure];
}

function round(value: number): string {
	return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value));
}
