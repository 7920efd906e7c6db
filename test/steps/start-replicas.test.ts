import { expect, test } from 'vitest';
import { startReplicas } from '../../source/steps/start-replicas.ts';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const empty = {
	kind: 'start-replicas',
	project: 'shop',
	release: 'v1',
	compose: { name: 'shop-blue', file: '' },
	existing: [],
	grace: 1_000,
} as const;

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
			why: 'port 8118 was taken by nc (process 4711) after the plan was made',
			next: expect.stringContaining("ss -ltnp 'sport = :8118'"),
		},
	});
	expect(world.engine.containers.filter(({ name }) => name.startsWith('shop-green'))).toEqual([]);
});

test('does not go on before every start has ended: a late one would outlive the way back', async () => {
	const { world, context } = await shopServer(['v1', 'v2']);
	const data = { ...empty, berth: 'blue', existing: ['gone', 'shop-blue-2'], missing: [], ports: [] } as const;
	await expect(startReplicas.perform(data, context)).rejects.toMatchObject({ why: expect.stringContaining('no such container') });
	expect(world.engine.find('shop-blue-2')?.state).toBe('running');
});

test('removes also a container that a killed compose still had in the making', async () => {
	const { world, context } = await shopServer(['v1', 'v2']);
	const name = 'shop-blue-1';
	const labels = { 'berth.project': 'shop', 'berth.berth': 'blue' };
	await world.engine.remove(name);
	world.clock.later(100, () => world.engine.create({ name, image: 'shop-backend:v1', ports: [], data: [], labels }));
	const data = { ...empty, berth: 'blue', missing: [name], ports: [8101] } as const;
	if (startReplicas.undo.policy === 'reverse') await startReplicas.undo.perform(data, context);
	await world.clock.wait(1_000);
	expect(world.engine.find(name)).toBeUndefined();
});

test('lets a replica that still answers at the end of the drain end in its own way', async () => {
	const { world, context } = await shopServer(['v1']);
	const connection = world.engine.connect(8101, 700);
	world.clock.later(700, () => connection && world.engine.connections.delete(connection));
	const data = { ...empty, berth: 'blue', missing: ['shop-blue-1', 'shop-blue-2'], ports: [8101, 8102] } as const;
	if (startReplicas.undo.policy === 'reverse') await startReplicas.undo.perform(data, context);
	expect(connection?.isCut).toBe(false);
	expect(world.engine.find('shop-blue-1')).toBeUndefined();
});

test('says of a port that nobody should have any more that Docker may hold it', async () => {
	const { world, context, lines } = await shopServer(['v1']);
	const data = { ...empty, berth: 'green', missing: ['shop-green-1'], ports: [8117, 8118] } as const;
	const { undo } = startReplicas;
	if (undo.policy === 'reverse') await undo.perform(data, context);
	expect(lines).toEqual([]);
	world.engine.taken.add(8118);
	if (undo.policy === 'reverse') await undo.perform(data, context);
	expect(lines.join()).toMatch(/listens on 8118: .*restart Docker/);
});
