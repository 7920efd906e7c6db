import { expect, test } from 'vitest';
import { findOwned, readOwner } from '../../source/journal/owner.ts';
import { readJournal } from '../../source/journal/read.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { operationLayout, projectLayout } from '../../source/server/layout.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const scale = { kind: 'scale', project, replicas: 3 } as const;
const { world: shop } = await shopServer(['v1']);
const saved = await shop.save();
const { lock, lockOwner } = projectLayout(shop.layout, project);
const up = (await perform(await ModelWorld.create(saved), next)).process.calls.findIndex((call) => call.startsWith('compose.up')) + 2;

/** What somebody does by hand to the notes beside the locks. */
const hands: Readonly<Record<string, (world: ModelWorld) => Promise<void>>> = {
	'the directory of the locks is removed': (world) => world.files.remove(world.layout.locks),
	'the note beside the lock is removed': (world) => world.files.remove(lockOwner),
	'the note beside the lock is half written': async (world) => world.files.put({ [lockOwner]: '{"id":"2030' }),
};
const allHands = Object.entries(hands);

async function killed() {
	const world = await ModelWorld.create(saved);
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, { at: up, how: 'kill' })).outcome).toBe('killed');
	return { world, operation };
}

async function shopOf(world: ModelWorld, only?: string) {
	const { host, layout, settings } = workplace(world.process().host);
	const snapshot = await observeServer(host, layout, settings, { askHealth: true, ...(only !== undefined && { only }) });
	return findProject(snapshot, project) ?? expect.unreachable('shop is there');
}

test.each(allHands)('says that a change was interrupted also when %s', async (_, byHand) => {
	const { world, operation } = await killed();
	await byHand(world);
	for (const found of [await shopOf(world), await shopOf(world, project)]) {
		expect(found.operation).toMatchObject({ id: operation.id, operation: 'deploy', user: 'ann', host: 'server-1', alive: false });
		expect(conditionOf(found)).toMatchObject({
			state: 'degraded',
			why: 'deploy by ann was interrupted; `berth resume shop` finishes or undoes it',
		});
	}
});

test.each(allHands)('plans nothing on half a change when %s: what was interrupted is ended first', async (_, byHand) => {
	const { world, operation } = await killed();
	await byHand(world);
	const control = createControl(workplace(world.process().host));
	expect((await control.find(project)).id).toBe(operation.id);
	const ending = control.endInterrupted(project);
	await world.clock.wait(10);
	expect(world.started.at(-1)).toContain(operation.id);
	await runStored(world, operation);
	expect(await ending).toMatchObject({ outcome: 'failed' });
	expect((await perform(world, next)).outcome).toBe('done');
});

test.each(allHands)('ends what was interrupted before a plan that was made already is looked at, when %s', async (_, byHand) => {
	const { world, operation } = await killed();
	await byHand(world);
	const wanted = await prepare(world, scale);
	const { journal } = await runStored(world, wanted);
	expect(journal[0]).toMatchObject({ kind: 'ending-earlier', title: operation.plan.title });
	expect((await readJournal(world, world.layout, operation.id)).at(-1)).toMatchObject({ kind: 'finished', outcome: 'failed' });
});

test.each(allHands)('starts no second runner while the first works, and cancels that one, when %s', async (_, byHand) => {
	const world = await ModelWorld.create(saved);
	world.engine.faults.set('shop-backend:next', { boot: 4_000 });
	const [first, second] = [await prepare(world, next), await prepare(world, scale)];
	const running = runStored(world, first);
	await world.clock.wait(1_000);
	await byHand(world);
	world.locks.delete(lock);
	expect((await shopOf(world)).operation).toMatchObject({ id: first.id, alive: true });
	expect((await runStored(world, second)).outcome).toBe('busy');
	await createControl(workplace(world.process().host)).cancel(first.id);
	expect((await running).outcome).toBe('cancelled');
});

test('calls nothing unfinished that has ended, was only planned, or was turned down', async () => {
	const world = await ModelWorld.create(saved);
	const [planned, second] = [await prepare(world, scale), await prepare(world, scale)];
	const running = runStored(world, await prepare(world, next));
	await world.clock.wait(300);
	expect((await runStored(world, second)).outcome).toBe('busy');
	expect((await running).outcome).toBe('done');
	expect(await readJournal(world, world.layout, planned.id)).toEqual([]);
	expect(await findOwned(world, world.layout)).toEqual({ names: [], unnoted: [] });
});

test('brings back nothing on top of which another change was made since', async () => {
	const { world, operation } = await killed();
	await world.files.remove(lockOwner);
	expect(await readOwner(world, world.layout, project)).toMatchObject({ id: operation.id });
	const id = '20300102-000000-late';
	const line = (entry: object) => `${JSON.stringify(entry)}\n`;
	const at = world.clock.now() + 1;
	world.files.put({
		[operationLayout(world.layout, id).journal]:
			line({ at, kind: 'started', pid: 9, resumed: false }) + line({ at, kind: 'finished', outcome: 'done' }),
		[world.layout.audit]:
			(world.files.text(world.layout.audit) ?? '') +
			line({ at: at + 1, id, operation: 'scale', project, title: 'Scale', user: 'ann', outcome: 'done', took: 1 }),
	});
	expect(await readOwner(world, world.layout, project)).toBeUndefined();
});

test('reads no journal of what the audit knows to have ended, however many operations there were', async () => {
	const world = await ModelWorld.create(saved);
	for (const replicas of [3, 2, 3, 2]) expect((await perform(world, { ...scale, replicas })).outcome).toBe('done');
	world.files.reads.length = 0;
	expect(await findOwned(world, world.layout)).toEqual({ names: [], unnoted: [] });
	expect(world.files.reads.filter((path) => path.startsWith(world.layout.operations))).toEqual([]);
});
