import { describe, expect, it } from 'vitest';
import { nowCell } from '../../../hooks/fleet/fleet-columns.ts';
import { fleetRows } from '../../../hooks/fleet/fleet-rows.ts';
import { type FleetState, sortColumns, startFleet } from '../../../hooks/fleet/fleet-state.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';

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

describe('what is said of a project now', () => {
	const said = (outcome: 'failed' | 'stuck' | 'done', minutes: number) => {
		const view = exampleView();
		const [entry] = view.audit;
		if (entry === undefined) throw new Error('the example has no audit');
		const audit = [{ ...entry, outcome, at: exampleNow - minutes * 60_000 }, ...view.audit];
		const row = fleetRows({ ...view, audit }, startFleet).find(({ name }) => name === entry.project);
		return row && nowCell(row, exampleNow).text;
	};

	it('is, for an hour, that its last change failed', () => {
		expect(said('failed', 3)).toMatch(/deploy failed 3 min ago$/);
		expect(said('failed', 61)).not.toContain('failed');
		expect(said('done', 3)).not.toContain('failed');
	});

	it('is until it is resumed that its last change is stuck', () => {
		expect(said('stuck', 600)).toMatch(/deploy is stuck$/);
	});
});
