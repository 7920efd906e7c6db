import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besides, clean, cut, cutLine, fill, justify, lineWidth, plainText, span, widthOf, wrapText } from '../../hooks/line.ts';

describe('cut', () => {
	it('marks what it cut and counts wide characters as two cells', () => {
		expect(cut('mail-gateway', 8)).toBe('mail-ga…');
		expect(cut('日本語です', 5)).toBe('日本…');
	});

	it('is never wider than it may be', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }),
				fc.integer({ min: 0, max: 30 }),
				(text, width) => widthOf(cut(clean(text), width)) <= width,
			),
		);
	});
});

describe('fill', () => {
	it('fills to the right or to the left', () => {
		expect([fill('ab', 4), fill('ab', 4, 'right'), fill('abcdef', 4)]).toEqual(['ab  ', '  ab', 'abc…']);
	});
});

describe('clean', () => {
	it('takes out what would change the terminal', () => {
		expect(clean('\u{1B}[2J\u{1B}[31mred\u{1B}[0m\ttab\u{7}\r')).toBe('red    tab�');
	});
});

describe('lines', () => {
	it('cuts across pieces and keeps their styles', () => {
		expect(cutLine([span('abc', 'good'), span('def', 'bad')], 5)).toEqual([span('abc', 'good'), span('d…', 'bad')]);
	});

	it('keeps the right part whole when there is no room for the left', () => {
		const words = justify([span('a long left part')], [span('right')], 14);
		expect(plainText(words)).toBe('a long … right');
		expect(lineWidth(words)).toBe(14);
	});

	it('wraps words, keeps the indent and breaks what is too long', () => {
		expect(wrapText('  one two three', 9)).toEqual(['  one two', '  three']);
		expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
	});
});

describe('besides', () => {
	it('begins the right column after the left one and a gap, however wide the lines of the left one are', () => {
		const left = [[span('漢字')], [span('much too long for it')], [span('a\tb')], []];
		const right = [[span('1')], [span('2')], [span('3')], [span('4')], [span('5')]];
		const rows = besides(left, right, 8).map(plainText);
		expect(rows).toEqual(['漢字      1', 'much to…  2', 'a    b    3', '          4', '          5']);
	});

	it('cuts a left line that is alone at its own width, too', () => {
		expect(besides([[span('a line that is alone')]], [], 8).map(plainText)).toEqual(['a line …']);
	});
});
