import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Movement, moveCursor, placeCursor, scrollCursor, startCursor, windowWords } from '../../hooks/cursor.ts';

const movements: readonly Movement[] = ['up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'first', 'last'];

describe('moveCursor', () => {
	const extent = { count: 100, height: 10 };

	it('moves inside the window before the window moves', () => {
		expect(moveCursor({ index: 4, top: 0 }, 'down', extent)).toEqual({ index: 5, top: 0 });
		expect(moveCursor({ index: 9, top: 0 }, 'down', extent)).toEqual({ index: 10, top: 1 });
	});

	it('goes by pages, half pages and to the ends', () => {
		expect(moveCursor(startCursor, 'page-down', extent).index).toBe(9);
		expect(moveCursor(startCursor, 'half-down', extent).index).toBe(5);
		expect(moveCursor(startCursor, 'last', extent)).toEqual({ index: 99, top: 90 });
		expect(moveCursor({ index: 99, top: 90 }, 'first', extent)).toEqual({ index: 0, top: 0 });
	});

	it('keeps the cursor in the list and in the window, whatever is pressed', () => {
		const property = fc.property(
			fc.array(fc.constantFrom(...movements), { maxLength: 40 }),
			fc.integer({ min: 0, max: 50 }),
			fc.integer({ min: 1, max: 20 }),
			(pressed, count, height) => {
				const end = pressed.reduce((cursor, movement) => moveCursor(cursor, movement, { count, height }), startCursor);
				expect(end.index).toBeGreaterThanOrEqual(0);
				expect(end.index).toBeLessThan(Math.max(1, count));
				expect(end.index - end.top).toBeGreaterThanOrEqual(0);
				expect(end.index - end.top).toBeLessThan(height);
			},
		);
		fc.assert(property);
	});
});

describe('placeCursor', () => {
	it('fills the window when the list became shorter', () => {
		expect(placeCursor({ index: 40, top: 35 }, 40, { count: 12, height: 10 })).toEqual({ index: 11, top: 2 });
	});
});

describe('scrollCursor', () => {
	it('moves the window itself and stops at the last line', () => {
		expect(scrollCursor(startCursor, 'down', { count: 30, height: 10 }).top).toBe(1);
		expect(scrollCursor(startCursor, 'last', { count: 30, height: 10 }).top).toBe(20);
		expect(scrollCursor(startCursor, 'down', { count: 5, height: 10 }).top).toBe(0);
	});
});

describe('windowWords', () => {
	it('says which rows are seen, only where not all are', () => {
		expect(windowWords(11, { count: 41, height: 19 })).toBe('  12–30 of 41');
		expect(windowWords(0, { count: 19, height: 19 })).toBe('');
	});
});
