import Output from '../node_modules/ink/build/output.js';
import { isPlain } from './text-width.mjs';

/** Rows as the terminal gets them, by what was written into them; emptied when there are so many. */
const keptRows = 256;
const kept = new Map();

/**
 * In the bundle this stands for Ink's output, which takes every row of a frame apart into characters and puts it together again, also
 * the rows of the frame before: half of the time from a key to its repaint, and two thirds of the garbage. Here a row that is
 * plain and written once stays as it is, and any other is made by Ink, once.
 */
export default class RowOutput extends Output {
	get() {
		// Clipped text is not told apart by rows, and a style may go on in the next row; the console does neither.
		if (!this.operations.every(({ type, text }) => type === 'write' && endsRows(text))) return super.get();
		if (kept.size > keptRows) kept.clear();
		const rows = Array.from({ length: this.height }, () => []);
		for (const { x, y, text, transformers } of this.operations) {
			for (const [index, line] of text.split('\n').entries()) {
				rows[y + index]?.push({ x, text: transformers.reduce((row, transform) => transform(row, index), line) });
			}
		}
		return { output: rows.map((written) => rowOf(written, this.width)).join('\n'), height: this.height };
	}
}

function endsRows(text) {
	return !text.includes('\n') || !text.includes('\u{1B}');
}

function rowOf(written, width) {
	const name = isWhole(written) ? written[0].text : written.map(({ x, text }) => `\n${x} ${text}`).join('');
	let row = kept.get(name);
	if (row === undefined) {
		row = makeRow(written, width);
		kept.set(name, row);
	}
	return row;
}

function makeRow(written, width) {
	if (isWhole(written)) {
		const [{ text }] = written;
		if (isPlain(text) && endsStyles(text)) return text.trimEnd();
	}
	const output = new Output({ width, height: 1 });
	for (const { x, text } of written) output.write(x, 0, text, { transformers: [] });
	return output.get().output;
}

/** True for a row that was written once, from its first cell on. */
function isWhole(written) {
	return written.length === 1 && written[0].x === 0;
}

/** Ink ends what is open at the end of a row; a text that does so itself does it last. */
function endsStyles(text) {
	return text.lastIndexOf('\u{1B}') === text.lastIndexOf('\u{1B}[0m');
}
