import { expect, test } from 'vitest';
import { runStored } from '../../source/cli/run-stored.ts';
import { prepare, runStored as runAnyway } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

test('a stored operation is carried out, and its outcome is the exit code', async () => {
	const { world } = await shopServer(['v1']);
	const operation = await prepare(world, { kind: 'scale', project: 'shop', replicas: 3 });
	const told: string[] = [];
	const process = world.process();
	expect(await process.run((host) => runStored('/opt', operation.id, () => host, told.push.bind(told)))).toBe(0);
	expect(told).toEqual([]);
});

test('an operation that is not there is told, and is a wrong input', async () => {
	const { world } = await shopServer(['v1']);
	const told: string[] = [];
	const process = world.process();
	expect(await process.run((host) => runStored('/opt', 'nope', () => host, told.push.bind(told)))).toBe(2);
	expect(told).toEqual(['There is no operation nope', '`berth history` lists them']);
});

test('an error of the runner itself is told without the secrets of its project', async () => {
	const { world } = await shopServer(['v1']);
	const operation = await prepare(world, { kind: 'scale', project: 'shop', replicas: 3 });
	expect((await runAnyway(world, operation, { at: 6, how: 'kill' })).outcome).toBe('killed');
	const told: string[] = [];
	const acquire = () => Promise.reject(new Error('no lock for very-secret-of-shop\nvery-secret-of-shop'));
	const run = world
		.process()
		.run((host) => runStored('/opt', operation.id, () => ({ ...host, locks: { ...host.locks, acquire } }), told.push.bind(told)));
	expect(await run).toBe(1);
	expect(told.join()).toContain('no lock for [redacted]');
	expect(told.join()).not.toContain('very-secret');
});
