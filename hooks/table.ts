import { fill, type Line, type Span, type Style, span, widthOf } from './line.ts';

/** A column of rows of one kind. */
export interface TableColumn<Row> {
	readonly title: string;
	readonly align?: 'left' | 'right';
	/** Cells; `content` measures the rows, `rest` takes what the others leave, if that is enough to say something. */
	readonly width: number | 'content' | 'rest';
	/** Columns with the highest number go first where there is no room; 0 stays. */
	readonly drop: number;
	cell(row: Row): Span;
	/** Cells that the text of this row must get, also at the price of columns that may go; only of a `rest` column. */
	needs?(row: Row): number;
}

export interface FittedColumn<Row> {
	readonly column: TableColumn<Row>;
	readonly width: number;
}

const gap = 2;
const leastRest = 12;

/** The columns that fit into `width`, each with the cells it gets. */
export function fitColumns<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): readonly FittedColumn<Row>[] {
	const steps = [Number.POSITIVE_INFINITY, ...new Set(columns.map(({ drop }) => drop).filter((drop) => drop > 0))].sort(
		(left, right) => right - left,
	);
	const measured = columns.map((column) => ({ column, width: measure(column, rows) }));
	const fixed = measured.filter(({ column }) => column.width !== 'rest');
	const needed = Math.max(0, ...columns.flatMap((column) => rows.map((row) => column.needs?.(row) ?? 0)));
	const free = needed === 0 ? width : width - needed - gap;
	const most = steps.find((step) => totalWidth(fixed.filter(({ column }) => column.drop < step)) <= free) ?? 1;
	const room = width - totalWidth(fixed.filter(({ column }) => column.drop < most)) - gap;
	const kept = measured.filter(({ column }) => (column.width === 'rest' ? room >= leastRest : column.drop < most));
	return kept.map((one) => (one.column.width === 'rest' ? { ...one, width: room } : one));
}

function totalWidth(columns: readonly FittedColumn<never>[]): number {
	return columns.reduce((sum, { width }) => sum + width + gap, -gap);
}

/** The heading of a table. */
export function tableHead<Row>(columns: readonly FittedColumn<Row>[]): Line {
	return joined(columns, ({ column, width }) => span(fill(column.title, width, column.align), 'dim'));
}

/** One row of a table. */
export function tableRow<Row>(columns: readonly FittedColumn<Row>[], row: Row): Line {
	return joined(columns, ({ column, width }) => {
		const { text, style } = column.cell(row);
		return span(fill(text, width, column.align), style);
	});
}

/** A cell with text, or a dim `-` where nothing is known. */
export function cell(text: string | undefined, style: Style = 'plain'): Span {
	return text === undefined ? span('-', 'dim') : span(text, style);
}

const between = span(' '.repeat(gap));

function joined<Row>(columns: readonly FittedColumn<Row>[], draw: (column: FittedColumn<Row>) => Span): Line {
	const spans: Span[] = [];
	for (const column of columns) {
		if (spans.length > 0) spans.push(between);
		spans.push(draw(column));
	}
	return spans;
}

function measure<Row>(column: TableColumn<Row>, rows: readonly Row[]): number {
	if (column.width === 'rest') return 0;
	if (column.width !== 'content') return column.width;
	return Math.max(widthOf(column.title), ...rows.map((row) => widthOf(column.cell(row).text)));
}
