import { expect, test } from 'vitest';
import { withHeldPorts } from '../../../source/watch/observe/held-ports.ts';
import { exampleReplica, exampleShop, stoppedShop } from '../../fakes/example-snapshot.ts';
import { shopServer, stageIn } from '../../steps/step-context.ts';

const crashed = { ...exampleShop, replicas: [exampleReplica(1), exampleReplica(2, { health: 'exited' })] };
const held = { port: 8102, container: 'shop-blue-2', holder: 'nc (process 4711)' };

/** A server where shop-blue-2 does not run, and another program may listen on its port. */
async function serverWhere(isTaken: boolean) {
	const { world } = await shopServer(['v1']);
	await world.engine.stop('shop-blue-2', 0);
	if (isTaken) world.engine.taken.add(8102);
	return { world, host: stageIn(world).context.host };
}

test('names who listens on the port of a live replica that crashed, is gone, or waits to start again', async () => {
	const { host } = await serverWhere(true);
	const gone = { ...exampleShop, replicas: [exampleReplica(1)] };
	const restarting = { ...exampleShop, replicas: [exampleReplica(1), exampleReplica(2, { health: 'restarting' })] };
	for (const project of [crashed, gone, restarting]) expect((await withHeldPorts(host, project)).heldPorts).toEqual([held]);
});

test('finds nothing where nobody listens, where nothing is sent, and where the replica runs', async () => {
	const { host } = await serverWhere(true);
	for (const project of [stoppedShop, exampleShop]) expect(await withHeldPorts(host, project)).not.toHaveProperty('heldPorts');
	const free = await serverWhere(false);
	expect(await withHeldPorts(free.host, crashed)).not.toHaveProperty('heldPorts');
});

test('forgets it when the program is gone, and does not take a replica that runs again for one', async () => {
	const { world, host } = await serverWhere(false);
	expect(await withHeldPorts(host, { ...crashed, heldPorts: [held] })).not.toHaveProperty('heldPorts');
	await world.engine.start('shop-blue-2');
	expect(await withHeldPorts(host, crashed)).not.toHaveProperty('heldPorts');
});
