import { describe, expect, it } from 'vitest';
import { startPlace } from '../../../hooks/project/project-state.ts';
import { movePlace, selectedId, windowOf } from '../../../hooks/project/tab-window.ts';

const list = (...ids: readonly string[]) => ids.map((id) => ({ id, line: () => [] }));
const text = (count: number) => Array.from({ length: count }, () => ({ line: () => [] }));

describe('a tab with a list', () => {
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
});

describe('a tab with a text', () => {
	it('scrolls, and stops at its last row', () => {
		const place = movePlace(text(9), startPlace, 'last', 4);
		expect(windowOf(text(9), place, 4).top).toBe(5);
		expect(windowOf(text(6), place, 4).top).toBe(2);
		expect(selectedId(text(9), place)).toBeUndefined();
	});
});
