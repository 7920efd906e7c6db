import { expect, test } from 'vitest';
import { runStored } from '../../source/cli/run-stored.ts';
import { prepare } from '../fakes/model-host-server.ts';
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
