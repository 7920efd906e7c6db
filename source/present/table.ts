import { printableLine } from '../model/printable-text.ts';

export interface Column {
	readonly title: string;
	/** Default left. */
	readonly align?: 'left' | 'right';
}

const gap = '  ';
const narrowest = 4;

/** A heading and aligned rows. With `width`, the widest columns are cut with `…` until a line fits; every character is one cell. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], width?: number): readonly string[] {
	const lines = [columns.map((column) => column.title), ...rows.map((cells) => cells.map(printableLine))];
	const widths = columns.map((_, index) => Math.max(...lines.map((cells) => (cells[index] ?? '').length)));
	if (width !== undefined) shrink(widths, width - gap.length * (columns.length - 1));
	return lines.map((cells) => renderLine(columns, cells, widths));
}

function shrink(widths: number[], room: number): void {
	let excess = widths.reduce((sum, width) => sum + width, 0) - room;
	while (excess > 0) {
		const widest = widths.indexOf(Math.max(...widths));
		const width = widths[widest] ?? 0;
		if (width <= narrowest) return;
		widths[widest] = width - 1;
		excess -= 1;
	}
}

function renderLine(columns: readonly Column[], cells: readonly string[], widths: readonly number[]): string {
	const padded = columns.map((column, index) => {
		const width = widths[index] ?? 0;
		const text = cut(cells[index] ?? '', width);
		return column.align === 'right' ? text.padStart(width) : text.padEnd(width);
	});
	return padded.join(gap).trimEnd();
}

function cut(text: string, width: number): string {
	return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
