import { expect, test } from 'vitest';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const more = 'build: true\nmigrate: {command: [alembic, upgrade, head]}\n';
const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;

test('starts no replica when a migration fails, and shows its last lines', async () => {
	const { world } = await shopServer(['v1'], { more });
	world.engine.migration = { code: 3, stdout: 'relation users exists', stderr: '' };
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'The migrations of shop next failed',
			why: '`alembic upgrade head`: it ended with exit code 3',
			output: ['relation users exists'],
		},
	});
	expect(world.engine.containers.map(({ name }) => name)).not.toContain('shop-green-1');
});

test('runs once, before the replicas, whatever their number', async () => {
	const { world } = await shopServer(['v1'], { more });
	const order: string[] = [];
	world.onChange((what) => {
		if (what.startsWith('started shop')) order.push(what);
	});
	expect((await perform(world, next)).outcome).toBe('done');
	expect(order).toEqual(['started shop-migrate', 'started shop-green-1', 'started shop-green-2']);
	expect(world.engine.find('shop-migrate')).toBeUndefined();
});

test('removes the container of a migration that an earlier, killed runner left', async () => {
	const { world } = await shopServer(['v1'], { more });
	world.engine.create({ name: 'shop-migrate', image: 'shop-backend:v1', labels: {}, ports: [], data: [] });
	expect((await perform(world, next)).outcome).toBe('done');
});
