import { expect, test } from 'vitest';
import { stopReplicas } from '../../source/steps/stop-replicas.ts';
import { question, shopServer } from './step-context.ts';

const data = {
	kind: 'stop-replicas',
	project: 'shop',
	release: 'v1',
	berth: 'blue',
	replicas: [1, 2].map((index) => ({ container: `shop-blue-${index}`, port: 8100 + index })),
	grace: 1_000,
	question,
} as const;

test('keeps the stopped containers for a warm roll back', async () => {
	const { context, world } = await shopServer(['v1']);
	expect(await stopReplicas.perform(data, context)).toEqual({ stopped: 2 });
	expect(data.replicas.map(({ container }) => world.engine.find(container)?.state)).toEqual(['exited', 'exited']);
});

test('lets traffic return only to replicas that answer again', async () => {
	const { context, world } = await shopServer(['v1']);
	world.engine.faults.set('shop-blue-2', { boot: 2_000 });
	await stopReplicas.perform(data, context);
	const began = world.clock.now();
	if (stopReplicas.undo.policy === 'reverse') await stopReplicas.undo.perform(data, context);
	expect(world.clock.now() - began).toBeGreaterThanOrEqual(2_000);
});

test('starts replicas that were ill before as well, but does not wait for them', async () => {
	const { context, world } = await shopServer(['v1']);
	world.engine.faults.set('shop-blue-2', { answers: 500 });
	await stopReplicas.perform(data, context);
	if (stopReplicas.undo.policy === 'reverse') await stopReplicas.undo.perform({ ...data, ill: ['shop-blue-2'] }, context);
	expect(world.engine.find('shop-blue-2')?.state).toBe('running');
});
