import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFleet, shareRows } from '../../../hooks/fleet/fleet-layout.ts';
import { emptyLine, line, plainText } from '../../../hooks/line.ts';
import type { PaneSize } from '../../../hooks/panes/pane.ts';

const make = (_: unknown, { width, height }: PaneSize) => ({ rows: [line(`${width} ${height}`), emptyLine, emptyLine, emptyLine] });

describe('layoutFleet', () => {
	it('shows the list alone at 80×24', () => {
		expect(layoutFleet({ columns: 80, rows: 21 }, 'fleet', false, 7, make)).toEqual({
			fleet: { columns: 80, rows: 21 },
			left: [],
			right: [],
		});
	});

	it('shows a pane alone where there is no room for two things', () => {
		const layout = layoutFleet({ columns: 80, rows: 21 }, 'replicas', false, 7, make);
		expect(layout.fleet).toBeUndefined();
		expect(layout.left.map(({ pane, height }) => [pane.id, height])).toEqual([['replicas', 21]]);
	});

	it('fills the screen from 100 columns on, list and panes together', () => {
		const { fleet, left, right } = layoutFleet({ columns: 120, rows: 37 }, 'fleet', false, 7, make);
		const heights = (boxes: typeof left) => boxes.reduce((sum, { height }) => sum + height, 0);
		expect(fleet?.rows).toBe(9);
		expect(heights(left)).toBe(28);
		expect(heights(right)).toBeLessThanOrEqual(28);
		expect((left[0]?.width ?? 0) + (right[0]?.width ?? 0) + 2).toBe(120);
	});
});

describe('the contents of panes', () => {
	const contents = (rows: number) => {
		const { left, right } = layoutFleet({ columns: 120, rows }, 'fleet', false, 7, make);
		return [...left, ...right].map(({ pane, height, content }) => `${pane.id} ${height}: ${plainText(content.rows[0] ?? [])}`);
	};

	it('are made once where there is room for all, and for one that grows when its room is known', () => {
		expect(contents(37)).toEqual(['replicas 5: 68 10', 'operations 23: 68 22', 'traffic 5: 50 10', 'services 5: 50 10', 'ports 5: 50 10']);
	});

	it('are made again for the room that there is, where it is less than they would fill', () => {
		expect(contents(20)).toEqual(['replicas 5: 68 10', 'operations 6: 68 5', 'traffic 3: 50 2', 'services 4: 50 3', 'ports 4: 50 3']);
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
