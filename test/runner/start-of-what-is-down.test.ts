import { expect, test } from 'vitest';
import { describeEntry } from '../../source/present/describe-entry.ts';
import { describePlan } from '../../source/present/describe-plan.ts';
import type { Fault } from '../fakes/model-host-containers.ts';
import { perform, prepare, type Run, runStored } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const live = ['shop-blue-1', 'shop-blue-2', 'shop-blue-3', 'shop-blue-4'];

/** Shop with all four replicas stopped by hand; the fourth, when it starts again, has this fault. */
async function downServer(fault: Fault) {
	const { world } = await shopServer(['v1'], { replicas: 4 });
	await Promise.all(live.map((name) => world.engine.stop(name, 0)));
	world.engine.faults.set('shop-blue-4', fault);
	return world;
}

const running = ({ engine }: Awaited<ReturnType<typeof downServer>>) => live.filter((name) => engine.find(name)?.state === 'running');

function failureOf({ journal }: Run) {
	const end = journal.at(-1);
	return end?.kind === 'finished' ? end.failure : undefined;
}

const faults = { 'answers 500': { answers: 500 }, 'never listens': { isSilent: true } } as const;
const intents = { start: { kind: 'start', project }, scale: { kind: 'scale', project, replicas: 4 } } as const;
const cases = Object.entries(intents).flatMap(([name, intent]) =>
	Object.entries(faults).map(([ill, fault]) => [name, ill, intent, fault] as const),
);

test.each(cases)('a %s of what is down leaves the healthy replicas serving where one %s', async (_name, _ill, intent, fault) => {
	const world = await downServer(fault);
	const run = await perform(world, intent);
	expect(run.outcome).toBe('failed');
	expect(running(world)).toEqual(live);
	expect(run.journal.filter(({ kind }) => kind === 'undo-failed')).toEqual([]);
	const failure = failureOf(run);
	expect(failure?.next).toMatch(/^shop-blue-1, shop-blue-2, shop-blue-3 answer and stay\./);
	expect(failure?.next).toContain('`docker logs shop-blue-4`');
	expect(failure?.next).not.toMatch(/still serving|deploy again|0\.0\.0\.0/);
	const traffic = new ModelTraffic(world, 'shop.example');
	await world.clock.wait(1_000);
	expect(traffic.failures.filter((why) => !why.includes('shop-blue-4'))).toEqual([]);
});

test('the plan of a start of what is down says that what was started stays, and so does its end', async () => {
	const world = await downServer({ answers: 500 });
	const operation = await prepare(world, intents.start);
	expect(describePlan(operation.plan).join('\n')).toContain('Leave 4 replicas running, for nothing else serves');
	const { plan, journal } = await runStored(world, operation);
	const told = journal.map((entry) => describeEntry(plan, entry)).join('\n');
	expect(told).toContain('undo: Leave 4 replicas running');
	expect(told).toContain('Failed, but what was started stays: Start shop v1 again');
	expect(told).not.toContain('undone');
});

test('a cancelled start of what is down says that what was started stays', async () => {
	const run = await perform(await downServer({ boot: 60_000 }), intents.start, { at: 3, how: 'cancel' });
	expect(run.outcome).toBe('cancelled');
	expect(failureOf(run)?.next).toBe('What it had started stays, for nothing else serves; the rest was undone');
});

test('a start beside replicas that serve stops the one again that does not get healthy', async () => {
	const world = await downServer({ answers: 500 });
	for (const name of live.slice(0, 3)) await world.engine.start(name);
	await world.clock.wait(1_000);
	const run = await perform(world, intents.start);
	expect(run.outcome).toBe('failed');
	expect(running(world)).toEqual(live.slice(0, 3));
	expect(failureOf(run)?.next).toMatch(/^v1 is still serving\./);
});

test.each([
	{ kind: 'deploy', project, version: 'next' },
	{ kind: 'restart', project },
] as const)('a failed $kind says that nothing serves where nothing served before', async (intent) => {
	const world = await downServer({});
	world.engine.faults.set('shop-green-2', { answers: 500 });
	const run = await perform(world, intent);
	expect(run.outcome).toBe('failed');
	expect(failureOf(run)?.next).toMatch(/^Nothing of shop serves, as before; `berth health shop` says why\./);
	expect(failureOf(run)?.next).not.toContain('still serving');
});

test('a failed deploy beside replicas that run and answer badly does not call them serving', async () => {
	const { world } = await shopServer(['v1']);
	for (const name of ['shop-blue-1', 'shop-blue-2']) {
		const container = world.engine.find(name);
		if (container !== undefined) container.fault = { answers: 500 };
	}
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	const run = await perform(world, { kind: 'deploy', project, version: 'next' });
	expect(failureOf(run)?.next).toMatch(/^Nothing of shop serves, as before/);
});
