import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../hooks/fleet/condition.ts';
import type { Health } from '../../../source/model/replica.ts';
import { fleetProject } from '../../fakes/example-fleet.ts';

const withHealths = (...healths: readonly Health[]) => conditionOf(fleetProject({ name: 'shop', id: 1, release: 'v1', healths }));

describe('conditionOf', () => {
	it.each([
		['healthy', ['healthy', 'healthy']],
		['starting', ['healthy', 'starting']],
		['degraded', ['healthy', 'unhealthy']],
		['down', ['exited', 'unhealthy']],
	] as const)('calls a project %s with replicas %j', (state, healths) => {
		expect(withHealths(...healths).state).toBe(state);
	});

	it('says why, with the reason of the replica', () => {
		expect(withHealths('healthy', 'unhealthy').why).toBe('1 replica not healthy: GET /health answered 500');
	});

	it('misses a replica that the site sends traffic to and that is gone', () => {
		const project = fleetProject({ name: 'shop', id: 1, release: 'v1', healths: ['healthy', 'healthy'] });
		expect(conditionOf({ ...project, replicas: project.replicas.slice(1) })).toMatchObject({ state: 'degraded', healthy: 1, wanted: 2 });
	});

	it('does not count replicas without traffic', () => {
		const project = fleetProject({ name: 'shop', id: 1, release: 'v1', healths: ['healthy'] });
		const other = fleetProject({ name: 'shop', id: 1, berth: 'green', release: 'v2', healths: ['exited', 'exited'] });
		expect(conditionOf({ ...project, replicas: [...project.replicas, ...other.replicas] })).toMatchObject({ state: 'healthy', wanted: 1 });
	});

	it('calls a project stopped before its first deploy, and degraded when a service is ill', () => {
		expect(conditionOf(fleetProject({ name: 'shop', id: 1 })).state).toBe('stopped');
		const project = fleetProject({ name: 'shop', id: 1, release: 'v1', healths: ['healthy'] });
		const services = project.services.map((service) => ({ ...service, health: 'unhealthy' as const }));
		expect(conditionOf({ ...project, services })).toMatchObject({ state: 'degraded', why: 'postgres is unhealthy' });
	});
});
