import type { ScreenSize } from '../console.ts';
import { cut, cutLine, fill, type Line, lineWidth, span, widthOf } from '../line.ts';
import { queuePlace } from '../marks/marks.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { dialogText } from './dialog-lines.ts';
import { shownLines } from './shown-lines.ts';

export interface DialogView {
	/** Whole rows, border included. */
	readonly lines: readonly Line[];
	readonly width: number;
	/** Columns from the left and rows from the top of the screen. */
	readonly left: number;
	readonly top: number;
}

/** The open dialog as a box in the middle of the body, or over all of its width; `undefined` without one. */
export function useDialog(body: ScreenSize, rowsAbove: number): DialogView | undefined {
	const dialog = useConsoleState((state) => state.dialog);
	const place = useConsoleState(queuePlace);
	const view = useServerView();
	if (dialog === undefined || dialog.kind === 'filter') return undefined;
	if (dialog.kind === 'shown') return { lines: shownLines(dialog, body), width: body.columns, left: 0, top: rowsAbove };
	const { title, lines, width } = dialogText(dialog, view, body);
	const boxed = boxLines(title + place, lines, width);
	const left = Math.max(0, Math.floor((body.columns - width - 4) / 2));
	const top = rowsAbove + Math.max(0, Math.floor((body.rows - boxed.length) / 2));
	return { lines: boxed, width: width + 4, left, top };
}

/** Lines with a border around them and a title in it. */
export function boxLines(title: string, lines: readonly Line[], width: number): readonly Line[] {
	const name = cut(title, width - 1);
	const rest = '─'.repeat(width - widthOf(name) - 1);
	return [
		[span('┌─ ', 'accent'), span(name, 'accent'), span(` ${rest}┐`, 'accent')],
		...lines.map((words): Line => {
			const short = cutLine(words, width);
			return [span('│ ', 'accent'), ...short, span(fill('', width - lineWidth(short))), span(' │', 'accent')];
		}),
		[span(`└${'─'.repeat(width + 2)}┘`, 'accent')],
	];
}
