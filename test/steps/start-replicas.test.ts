import { expect, test } from 'vitest';
import { startReplicas } from '../../source/steps/start-replicas.ts';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;

test('names the port that another program took between plan and start, and leaves nothing behind', async () => {
	const { world } = await shopServer(['v1']);
	world.onChange((what) => {
		if (what === 'created shop-green-1') world.engine.taken.add(8118);
	});
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'The replicas of shop next could not be started in green',
			why: 'port 8118 was taken by another program after the plan was made',
			next: expect.stringContaining("ss -ltnp 'sport = :8118'"),
		},
	});
	expect(world.engine.containers.filter(({ name }) => name.startsWith('shop-green'))).toEqual([]);
});

test('does not go on before every start has ended: a late one would outlive the way back', async () => {
	const { world, context } = await shopServer(['v1', 'v2']);
	const data = {
		kind: 'start-replicas',
		project: 'shop',
		release: 'v1',
		berth: 'blue',
		compose: { name: 'shop-blue', file: '' },
		existing: ['gone', 'shop-blue-2'],
		missing: [],
		grace: 1_000,
		ports: [],
	} as const;
	await expect(startReplicas.perform(data, context)).rejects.toMatchObject({ why: expect.stringContaining('no such container') });
	expect(world.engine.find('shop-blue-2')?.state).toBe('running');
});
