import { formatTime } from '../../model/format.ts';
import { type Column, renderTable } from '../../present/table.ts';
import type { Session } from '../session.ts';
import { everySecond } from './every-second.ts';

/** Figures at one moment. */
export interface Figures {
	/** Epoch ms. */
	readonly takenAt: number;
	readonly columns: readonly Column[];
	readonly rows: readonly (readonly string[])[];
	/** Said above the table: what is wrong. */
	readonly notes: readonly string[];
	/** Said in place of an empty table. */
	readonly none: string;
	readonly json: object;
}

/** The options that commands with figures share. */
export interface FigureOptions {
	readonly follow?: true;
}

/** Prints figures once, or once a second: painted over on a terminal, else a line for each row, or a JSON object. */
export async function showFigures(session: Session, { follow }: FigureOptions, read: () => Promise<Figures>): Promise<number> {
	const { context } = session;
	if (follow === undefined) {
		const figures = await read();
		session.answer([...figures.notes, ...tableOf(figures, context.columns)], { takenAt: figures.takenAt, ...figures.json });
		return 0;
	}
	const paints = context.isTerminal && context.environment.TERM !== 'dumb' && !session.json;
	let isFirst = true;
	return everySecond(session, async () => {
		const figures = await read();
		if (session.json) context.printJson({ takenAt: figures.takenAt, ...figures.json });
		else if (paints) context.paint(fittingRows(figures, context), isFirst);
		else session.tell(...linesOf(figures, isFirst));
		isFirst = false;
	});
}

function tableOf({ columns, rows, none }: Figures, width: number | undefined): readonly string[] {
	return rows.length === 0 ? [none] : renderTable(columns, rows, width);
}

/** As many rows as the terminal has, but one for its cursor. */
function fittingRows(figures: Figures, { screen, columns }: Session['context']): readonly string[] {
	const size = screen?.() ?? { columns: columns ?? 80, rows: 24 };
	const head = `${formatTime(figures.takenAt)} UTC, once a second; ctrl-C ends`;
	const lines = [head.slice(0, size.columns), ...figures.notes, ...tableOf(figures, size.columns)];
	const room = Math.max(2, size.rows - 1);
	return lines.length <= room ? lines : [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more`];
}

/** Lines for a file or a pipe: each has its time, and the heading comes once. */
function linesOf({ takenAt, columns, rows, notes, none }: Figures, isFirst: boolean): readonly string[] {
	const timed = rows.map((row) => [formatTime(takenAt), ...row]);
	const [head, ...lines] = renderTable([{ title: 'time (UTC)' }, ...columns], timed);
	return [...notes, ...(isFirst && head !== undefined ? [head] : []), ...(rows.length === 0 ? [none] : lines)];
}
