import { expect, test } from 'vitest';
import { drain } from '../../source/steps/drain.ts';
import { proxy, shopServer } from './step-context.ts';

const data = { kind: 'drain', project: 'shop', proxy, ports: [8101, 8102], limit: 3_000 } as const;

test('is over quickly when nobody is connected', async () => {
	const { context } = await shopServer(['v1']);
	const facts = await drain.perform(data, context);
	expect(facts).toMatchObject({ connections: 0 });
	expect(Number(facts?.waited)).toBeLessThan(100);
});

test('waits for the last connection to a replica', async () => {
	const { context, world } = await shopServer(['v1']);
	const connection = world.engine.connect(8102, 1_000);
	world.clock.later(1_000, () => connection && world.engine.connections.delete(connection));
	const facts = await drain.perform(data, context);
	expect(Number(facts?.waited)).toBeGreaterThanOrEqual(1_000);
	expect(facts).toMatchObject({ connections: 0 });
});

test('waits for old workers too, which may connect to an old replica only when a request has come in whole', async () => {
	const { context, world } = await shopServer(['v1']);
	const worker = world.nginx.accept();
	world.nginx.reload();
	world.clock.later(900, () => worker && world.nginx.release(worker));
	await world.clock.wait(100);
	expect(Number((await drain.perform(data, context))?.waited)).toBeGreaterThanOrEqual(700);
});

test('goes on at the limit, and says how many are cut off', async () => {
	const { context, world, lines } = await shopServer(['v1']);
	world.engine.connect(8101, 60_000);
	expect(await drain.perform(data, context)).toMatchObject({ connections: 1 });
	expect(lines).toEqual(['1 connections are still open at the limit']);
});

test('ends when the operator cancels', async () => {
	const { context, world, cancel } = await shopServer(['v1']);
	world.engine.connect(8101, 60_000);
	world.clock.later(500, () => cancel.abort(new Error('cancelled')));
	await expect(drain.perform(data, context)).rejects.toThrow('cancelled');
});
