import { describe, expect, it } from 'vitest';
import { fleetWindow, moveFleet, selectedIndex, startFleet } from '../../../hooks/fleet/fleet-state.ts';

const extent = { count: 3, height: 10 };

describe('fleet state', () => {
	it('stays on the selected project when others come before it', () => {
		const fleet = moveFleet(startFleet, 'down', ['blog', 'shop', 'web'], extent);
		expect(fleet.selected).toBe('shop');
		expect(selectedIndex(fleet, ['api', 'auth', 'blog', 'shop', 'web'])).toBe(3);
	});

	it('goes to the row that took the place of a project that is gone', () => {
		const fleet = moveFleet(startFleet, 'last', ['blog', 'shop', 'web'], extent);
		expect(selectedIndex(fleet, ['blog', 'shop'])).toBe(1);
		expect(moveFleet(fleet, 'up', ['blog', 'shop'], { count: 2, height: 10 }).selected).toBe('blog');
	});

	it('keeps the selected project in the window', () => {
		const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
		expect(fleetWindow({ ...startFleet, selected: 'p30' }, names, 10)).toEqual({ index: 30, top: 21 });
	});
});
