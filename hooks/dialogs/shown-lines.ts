import type { ScreenSize } from '../console.ts';
import { windowWords } from '../cursor.ts';
import { keyOf } from '../keymap.ts';
import { brokenAt, clean, fill, type Line, line, span, widthOf } from '../line.ts';
import { panelTitle } from '../panel.ts';
import type { ShownDialog } from './dialog.ts';

/** Rows of the text in the window: not the rules above and below it. */
export function shownHeight({ rows }: ScreenSize): number {
	return Math.max(1, rows - 2);
}

/** The text in rows of the screen, each broken where the screen ends. */
export function shownRows(text: string, { columns }: ScreenSize): readonly string[] {
	return text.split('\n').flatMap((one) => brokenAt(clean(one), columns));
}

/** The dialog in lines as wide as the screen: nothing is beside the text, so that a mouse selects the text alone. */
export function shownLines({ title, text, cursor }: ShownDialog, body: ScreenSize): readonly Line[] {
	const rows = shownRows(text, body);
	const height = shownHeight(body);
	const window = windowWords(cursor.top, { count: rows.length, height });
	const below = ` ${keyOf('close')} closes `;
	return [
		panelTitle({ title: `${title}, to select by hand${window}`, isFocused: true, width: body.columns }),
		...rows.slice(cursor.top, cursor.top + height).map((row) => line(fill(row, body.columns))),
		[span('━', 'accent'), span(below, 'dim'), span('━'.repeat(Math.max(0, body.columns - widthOf(below) - 1)), 'accent')],
	];
}
