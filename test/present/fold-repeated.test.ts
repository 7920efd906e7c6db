import { expect, test } from 'vitest';
import { foldRepeated, timesWords } from '../../source/present/fold-repeated.ts';

const minute = 60_000;

test('tells a crash loop in one line for each thing that happens, in the place of its newest', () => {
	const loop = [9, 8, 7].flatMap((at) => [`${at} start`, `${at} die`, `${at} oom`]);
	const rows = ['10 other', ...loop].map((text, index) => ({ at: -index * minute, text: text.replace(/^\d+ /, '') }));
	const folded = foldRepeated(rows, ({ text }) => text);
	expect(folded.map(({ row, times }) => row.text + timesWords(times))).toEqual(['other', 'start (3 ×)', 'die (3 ×)', 'oom (3 ×)']);
	expect(folded[1]?.first.at).toBe(-7 * minute);
});

test('does not fold what happened again after a long rest, nor what must stay by itself', () => {
	const rows = [0, -30 * minute].map((at) => ({ at }));
	expect(foldRepeated(rows, () => 'die')).toHaveLength(2);
	expect(foldRepeated([{ at: 2 }, { at: 1 }], () => undefined)).toHaveLength(2);
});
