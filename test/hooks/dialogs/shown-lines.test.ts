import { expect, test } from 'vitest';
import { shownLines, shownRows } from '../../../hooks/dialogs/shown-lines.ts';
import { plainText } from '../../../hooks/line.ts';

const body = { columns: 40, rows: 6 };
const linesOf = (text: string, top = 0) =>
	shownLines({ kind: 'shown', title: 'URL', text, cursor: { index: top, top } }, body).map((line) => plainText(line));

test('a mouse that selects the text gets nothing else: the text begins in the first column and nothing is beside it', () => {
	expect(linesOf('http://blog.example')).toEqual([
		expect.stringMatching(/^━ URL, to select by hand ━+$/),
		'http://blog.example'.padEnd(40),
		expect.stringMatching(/^━ Esc closes ━+$/),
	]);
});

test('a text that is longer than the screen is shown whole, in rows without anything between', () => {
	const text = 'x'.repeat(95);
	expect(shownRows(text, body).join('')).toBe(text);
	expect(linesOf(text).slice(1, -1)).toEqual(['x'.repeat(40), 'x'.repeat(40), 'x'.repeat(15).padEnd(40)]);
	expect(linesOf('a\nb\nc\nd\ne\nf', 2)).toEqual([
		expect.stringContaining('3–6 of 6'),
		...['c', 'd', 'e', 'f'].map((row) => row.padEnd(40)),
		expect.stringContaining('closes'),
	]);
});

test('a wide character is never cut in two, and what would be an order to the terminal is none', () => {
	expect(shownRows('界'.repeat(21), body)).toEqual(['界'.repeat(20), '界']);
	expect(shownRows('\u{1B}[31mred', body).join('')).not.toContain('\u{1B}');
});
