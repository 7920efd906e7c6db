import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFleet, shareRows } from '../../../hooks/fleet/fleet-layout.ts';

const wanted = () => 5;

describe('layoutFleet', () => {
	it('shows the list alone at 80×24', () => {
		expect(layoutFleet({ columns: 80, rows: 21 }, 'fleet', false, 7, wanted)).toEqual({
			fleet: { columns: 80, rows: 21 },
			left: [],
			right: [],
		});
	});

	it('shows a pane alone where there is no room for two things', () => {
		const layout = layoutFleet({ columns: 80, rows: 21 }, 'replicas', false, 7, wanted);
		expect(layout.fleet).toBeUndefined();
		expect(layout.left.map(({ pane, height }) => [pane.id, height])).toEqual([['replicas', 21]]);
	});

	it('fills the screen from 100 columns on, list and panes together', () => {
		const { fleet, left, right } = layoutFleet({ columns: 120, rows: 37 }, 'fleet', false, 7, wanted);
		const heights = (boxes: typeof left) => boxes.reduce((sum, { height }) => sum + height, 0);
		expect(fleet?.rows).toBe(9);
		expect(heights(left)).toBe(28);
		expect(heights(right)).toBeLessThanOrEqual(28);
		expect((left[0]?.width ?? 0) + (right[0]?.width ?? 0) + 2).toBe(120);
	});
});

describe('shareRows', () => {
	it('gives what is left to those that grow', () => {
		expect(
			shareRows(
				[
					{ wanted: 5, grows: false },
					{ wanted: 2, grows: true },
				],
				20,
			),
		).toEqual([5, 15]);
	});

	it('never gives more rows than there are', () => {
		const wishes = fc.array(fc.record({ wanted: fc.integer({ min: 1, max: 30 }), grows: fc.boolean() }), { maxLength: 6 });
		fc.assert(
			fc.property(wishes, fc.integer({ min: 0, max: 60 }), (all, total) => {
				expect(shareRows(all, total).reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(total);
			}),
		);
	});
});
