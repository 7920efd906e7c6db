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
		// What is written over several rows or clipped is not told apart by rows; the console does neither.
		if (!this.operations.every(({ type, text }) => type === 'write' && !text.includes('\n'))) return super.get();
		if (kept.size > keptRows) kept.clear();
		const rows = Array.from({ length: this.height }, () => []);
		for (const { x, y, text, transformers } of this.operations) {
			rows[y]?.push({ x, text: transformers.reduce((line, transform) => transform(line, 0), text) });
		}
		return { output: rows.map((written) => rowOf(written, this.width)).join('\n'), height: this.height };
	}
}

function rowOf(written, width) {
	const name = written.map(({ x, text }) => `${x} ${text}`).join('\n');
	let row = kept.get(name);
	if (row === undefined) {
		row = makeRow(written, width);
		kept.set(name, row);
	}
	return row;
}

function makeRow(written, width) {
	const [first] = written;
	if (written.length === 1 && first.x === 0 && isPlain(first.text) && endsStyles(first.text)) return first.text.trimEnd();
	const output = new Output({ width, height: 1 });
	for (const { x, text } of written) output.write(x, 0, text, { transformers: [] });
	return output.get().output;
}

/** Ink ends what is open at the end of a row; a text that does so itself does it last. */
function endsStyles(text) {
	return text.lastIndexOf('\u{1B}') === text.lastIndexOf('\u{1B}[0m');
}
