import { describe, expect, it } from 'vitest';
import { movePlace, selectedId, settlePlace, startPlace, windowOf } from '../../hooks/list-place.ts';

const list = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const text = (count: number) => Array.from({ length: count }, () => ({}));

describe('a list', () => {
	it('keeps the row that was selected when others come before it', () => {
		const place = movePlace(list('a', 'b', 'c'), startPlace, 'down', 10);
		expect(selectedId(list('new', 'a', 'b', 'c'), place)).toBe('b');
	});

	it('selects what took the place of a row that is gone', () => {
		const place = movePlace(list('a', 'b', 'c'), startPlace, 'last', 10);
		expect(selectedId(list('a', 'b'), place)).toBe('b');
		expect(selectedId([], place)).toBeUndefined();
	});

	it('moves its window with the selected row', () => {
		const rows = list('a', 'b', 'c', 'd', 'e');
		expect(windowOf(rows, movePlace(rows, startPlace, 'last', 2), 2)).toEqual({ index: 4, top: 3 });
	});

	it('keeps the selected row in the window, wherever it is now', () => {
		const rows = list(...Array.from({ length: 40 }, (_, index) => `p${index}`));
		expect(windowOf(rows, { ...startPlace, selected: 'p30' }, 10)).toEqual({ index: 30, top: 21 });
	});

	it('selects the row under the cursor by its id before anybody moves, and keeps it while a filter hides every row', () => {
		const place = settlePlace(list('b', 'c'), startPlace);
		expect(selectedId(list('a', 'b', 'c'), place)).toBe('b');
		expect(selectedId(list('a', 'b', 'c'), settlePlace([], place))).toBe('b');
		expect(settlePlace(list('b', 'c'), place)).toBe(place);
	});
});

describe('a text', () => {
	it('scrolls, and stops at its last row', () => {
		const place = movePlace(text(9), startPlace, 'last', 4);
		expect(windowOf(text(9), place, 4).top).toBe(5);
		expect(windowOf(text(6), place, 4).top).toBe(2);
		expect(selectedId(text(9), place)).toBeUndefined();
	});
});
