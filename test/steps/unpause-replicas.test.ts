import { expect, test } from 'vitest';
import { unpauseReplicas } from '../../source/steps/unpause-replicas.ts';
import { shopServer } from './step-context.ts';

const data = {
	kind: 'unpause-replicas',
	project: 'shop',
	release: 'v1',
	berth: 'blue',
	containers: ['shop-blue-1', 'shop-blue-2'],
} as const;

test('lets paused replicas go on, also when it is done again', async () => {
	const { context, world } = await shopServer(['v1']);
	for (const name of data.containers) world.engine.pause(name);
	expect(await unpauseReplicas.perform(data, context)).toEqual({ unpaused: 2 });
	expect(await unpauseReplicas.perform(data, context)).toEqual({ unpaused: 2 });
	const seen = await context.host.docker.containers({ 'berth.project': 'shop' });
	expect(seen.map(({ state }) => state)).toEqual(['running', 'running']);
});
