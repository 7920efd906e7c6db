import { formatNumber } from '../../source/model/format.ts';
import type { ScreenSize } from '../console.ts';
import { placeCursor, windowWords } from '../cursor.ts';
import type { PaletteDialog } from '../dialogs/dialog.ts';
import { keyLabel, keyOf } from '../keymap.ts';
import { cutLine, fill, type Line, line, lineWidth, selectLine, span, widthOf } from '../line.ts';
import type { PaletteLine } from './palette-line.ts';
import { paletteResults } from './palette-state.ts';

const mostRows = 16;
const mostColumns = 96;
/** Cells of a line's own text, at most: what it is about stands beside it. */
const mostText = 40;

/** Rows of the palette's list. */
export function paletteHeight({ rows }: ScreenSize): number {
	return Math.max(1, Math.min(mostRows, rows - 5));
}

/** The palette as a dialog: as high with one line as with many, so that it stands still while one types. */
export function paletteText(dialog: PaletteDialog, body: ScreenSize) {
	const width = Math.min(body.columns - 6, mostColumns);
	const height = paletteHeight(body);
	const results = paletteResults(dialog);
	const extent = { count: results.length, height };
	const window = placeCursor(dialog.cursor, dialog.cursor.index, extent);
	const shown = results.slice(window.top, window.top + height);
	const column = Math.min(mostText, Math.max(0, ...shown.map(({ text }) => widthOf(text))));
	const rows = shown.map((result, index): Line => {
		const words = lineOf(result, column, width - 2);
		return window.top + index === window.index ? selectLine([span('› '), ...words], width) : [span('  '), ...words];
	});
	const empty: readonly Line[] = results.length === 0 ? [line(`  Nothing is called that. ${keyOf('abandon')} leaves.`, 'dim')] : [];
	const filler = Array.from({ length: Math.max(0, height - rows.length - empty.length) }, (): Line => []);
	const typed: Line = [span(': ', 'accent'), span(tail(dialog.text, width - 4), 'strong'), span(' ', 'selected')];
	const place = windowWords(window.top, extent) || `  ${formatNumber(results.length, 'line')}`;
	return { title: `Palette${place}`, lines: [typed, ...rows, ...empty, ...filler], width };
}

function lineOf({ text, about, key, reason }: PaletteLine, column: number, width: number): Line {
	const label = key === undefined ? '' : ` ${keyLabel(key)}`;
	const words: Line =
		reason === undefined
			? [span(fill(text, column), 'strong'), span(`  ${about}`, 'dim')]
			: [span(`${fill(text, column)}  ${reason}`, 'dim')];
	const short = cutLine(words, width - widthOf(label));
	return [...short, span(' '.repeat(Math.max(0, width - widthOf(label) - lineWidth(short)))), span(label, 'accent')];
}

/** The end of a text that is longer than its line: there one types. */
function tail(text: string, width: number): string {
	return widthOf(text) <= width ? text : `…${[...text].slice(-(width - 1)).join('')}`;
}
