import { expect, it } from 'vitest';
import { openHealth, worstOf } from '../../../hooks/health/open-health.ts';
import { lookAtNews } from '../../../hooks/health/use-new-looks.ts';
import { exampleView } from '../../fakes/example-fleet.ts';
import { exampleReplica, exampleShop } from '../../fakes/example-snapshot.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

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

it('looks again when the container is in another condition, and not when anything else is', async () => {
	const { console, server, questions } = openTestConsole();
	const end = lookAtNews(console);
	await openHealth(console, { project: 'shop', container: 'shop-blue-1', port: 8101 });
	const view = exampleView();
	server.set(view);
	server.set({ ...view, usage: {} });
	expect(questions.asked).toHaveLength(1);
	const paused = view.snapshot?.projects.map((project) => ({
		...project,
		replicas: project.replicas.map((replica) => (replica.name === 'shop-blue-1' ? { ...replica, health: 'unhealthy' as const } : replica)),
	}));
	server.set({ ...view, ...(view.snapshot && { snapshot: { ...view.snapshot, projects: paused ?? [] } }) });
	expect(questions.asked).toEqual(['diagnose shop-blue-1 8101', 'diagnose shop-blue-1 8101']);
	end();
});
