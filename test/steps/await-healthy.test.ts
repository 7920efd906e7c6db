import { expect, test } from 'vitest';
import { awaitHealthy } from '../../source/steps/await-healthy.ts';
import type { Fault } from '../fakes/model-host-containers.ts';
import { question, type Stage, shopServer, stageIn } from './step-context.ts';

const data = {
	kind: 'await-healthy',
	project: 'shop',
	release: 'v2',
	serving: 'v1',
	replicas: [1, 2].map((index) => ({ container: `shop-blue-${index}`, port: 8100 + index })),
	question,
	logs: '/opt/deploy/projects/shop/failed-logs',
} as const;

async function restarted(fault: Fault): Promise<Stage> {
	const { world } = await shopServer(['v1']);
	world.engine.faults.set('shop-blue-2', fault);
	for (const name of ['shop-blue-1', 'shop-blue-2']) {
		await world.engine.stop(name, 0);
		await world.engine.start(name);
	}
	return stageIn(world);
}

test('waits until every replica has answered well, and no longer', async () => {
	const { context, lines, world } = await restarted({ boot: 1_000 });
	const began = world.clock.now();
	const facts = await awaitHealthy.perform(data, context);
	expect(facts).toEqual({ waited: world.clock.now() - began });
	expect(world.clock.now() - began).toBeLessThan(1_500);
	expect(lines.toSorted()).toEqual(['shop-blue-1 is healthy', 'shop-blue-2 is healthy']);
});

test('names URL, status, body, what still serves and the last lines of a replica that never answers well', async () => {
	const { context } = await restarted({ answers: 500 });
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		kind: 'external',
		what: 'shop v2 never became healthy',
		why: 'shop-blue-2: GET http://127.0.0.1:8102/health with Host shop.example answered 500 for 5 s; it said: the database is away',
		next: expect.stringMatching(/^v1 is still serving\./),
		output: ['shop-blue-2 says goodbye'],
	});
});

test('says of an app that nothing reaches that it may listen on 127.0.0.1 only', async () => {
	const { context } = await restarted({ isSilent: true });
	await expect(awaitHealthy.perform({ ...data, replicas: data.replicas.slice(1) }, context)).rejects.toMatchObject({
		why: expect.stringContaining('connection refused'),
		next: expect.stringContaining('check that the app listens on 0.0.0.0 (not 127.0.0.1)'),
	});
});

test('blames neither release nor app for the one replica that nothing reaches while others of it answer', async () => {
	const { context } = await restarted({ isSilent: true });
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		next: expect.stringMatching(
			/; others of v2 answer, so look at this replica and its network; if Docker was killed, restarting it may help$/,
		),
	});
});

test('follows no redirect: an app that sends health checks elsewhere is not healthy', async () => {
	const { context } = await restarted({ answers: 301 });
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		why: expect.stringContaining('answered 301 (redirects are not followed)'),
	});
});

test('gives up at once on a replica that exits', async () => {
	const { context, world } = await restarted({ exitsAfter: 100, boot: 60_000 });
	const began = world.clock.now();
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		what: 'shop-blue-2 (shop v2) does not run',
		why: 'it exited with code 1 and Docker restarted it',
	});
	expect(world.clock.now() - began).toBeLessThan(1_500);
});

test('takes nobody else who answers on its port for a replica', async () => {
	const { context, world } = await restarted({});
	await world.engine.stop('shop-blue-2', 0);
	world.engine.taken.add(8102);
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		what: 'shop-blue-2 (shop v2) does not run',
		why: expect.stringMatching(/^it exited with code \d+; nc \(process 4711\) answers on its port 8102$/),
	});
});

test('gives up at once when a container is gone', async () => {
	const { context, world } = await restarted({ isSilent: true });
	world.clock.later(300, () => void world.engine.remove('shop-blue-2'));
	await expect(awaitHealthy.perform(data, context)).rejects.toMatchObject({
		why: 'its container is gone',
		output: [],
		next: expect.stringContaining('no line to show'),
	});
});

test('stops asking when the operator cancels', async () => {
	const { context, cancel, world } = await restarted({ isSilent: true });
	world.clock.later(500, () => cancel.abort(new Error('cancelled')));
	await expect(awaitHealthy.perform(data, context)).rejects.toThrow('cancelled');
});
