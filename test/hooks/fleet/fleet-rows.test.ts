import { describe, expect, it } from 'vitest';
import { fleetRows } from '../../../hooks/fleet/fleet-rows.ts';
import { type FleetState, sortColumns, startFleet } from '../../../hooks/fleet/fleet-state.ts';
import { exampleView } from '../../fakes/example-fleet.ts';

const names = (fleet: Partial<FleetState>) => fleetRows(exampleView(), { ...startFleet, ...fleet }).map(({ name }) => name);

describe('fleetRows', () => {
	it('sorts by name unless told otherwise', () => {
		expect(names({})).toEqual(['blog', 'chat', 'docs', 'hubnity-backend', 'mail-gateway', 'muscle-up', 'shop']);
	});

	it('filters by name, release, domain and state', () => {
		expect(names({ filter: 'hub' })).toEqual(['hubnity-backend']);
		expect(names({ filter: 'v41' })).toEqual(['shop']);
		expect(names({ filter: 'CHAT.example' })).toEqual(['chat']);
		expect(names({ filter: 'down' })).toEqual(['mail-gateway']);
	});

	it('inverts a filter that begins with !', () => {
		expect(names({ filter: '!healthy' })).toEqual(['docs', 'hubnity-backend', 'mail-gateway', 'muscle-up']);
	});

	it('shows the worst first when sorted by state, and the busiest when sorted by traffic', () => {
		expect(names({ sort: 'state' }).slice(0, 3)).toEqual(['mail-gateway', 'hubnity-backend', 'muscle-up']);
		expect(names({ sort: 'traffic' })[0]).toBe('hubnity-backend');
		expect(names({ sort: 'errors' })[0]).toBe('hubnity-backend');
	});

	it('sorts by every column, with what is not known at the end', () => {
		for (const sort of sortColumns) expect(names({ sort })).toHaveLength(7);
		expect(names({ sort: 'certificate' })[0]).toBe('shop');
		expect(names({ sort: 'release' })).toEqual(['chat', 'mail-gateway', 'blog', 'muscle-up', 'shop', 'hubnity-backend', 'docs']);
		expect(names({ sort: 'replicas' })).toEqual(['mail-gateway', 'muscle-up', 'hubnity-backend', 'blog', 'chat', 'shop', 'docs']);
	});
});
