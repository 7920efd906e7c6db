import { expect, it } from 'vitest';
import { worstOf } from '../../../hooks/health/open-health.ts';
import { exampleReplica, exampleShop } from '../../fakes/example-snapshot.ts';

const worst = (...replicas: Parameters<typeof exampleReplica>[]) =>
	worstOf({ ...exampleShop, replicas: replicas.map((parts) => exampleReplica(...parts)) })?.container;

it('looks first where the site sends traffic and nothing is', () => {
	expect(worst([1, { health: 'exited' }])).toBe('shop-blue-2');
});

it('looks at a replica that ended before one that answers badly, and at that before one that starts', () => {
	expect(worst([1, { health: 'unhealthy' }], [2, { health: 'exited' }])).toBe('shop-blue-2');
	expect(worst([1, { health: 'starting' }], [2, { health: 'unhealthy' }])).toBe('shop-blue-2');
});

it('looks at an ill service when all replicas are well', () => {
	const services = exampleShop.services.map((service) => ({ ...service, health: 'exited' as const }));
	expect(worstOf({ ...exampleShop, services })).toEqual({ project: 'shop', container: 'shop-postgres' });
});

it('has nothing to look at in a project without containers', () => {
	const { site: _, ...never } = exampleShop;
	expect(worstOf({ ...never, replicas: [], services: [] })).toBeUndefined();
});
