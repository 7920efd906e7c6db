import { expect, test } from 'vitest';
import type { JournalEntry } from '../../source/journal/records.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { operationLayout } from '../../source/server/layout.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { addProject, perform, prepare, projectText, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const controlOf = (world: ModelWorld) => createControl(workplace(world.process().host));

async function server(history: readonly string[] = ['v1']): Promise<ModelWorld> {
	return (await shopServer(history)).world;
}

/** A deploy that was killed when its replicas had started, or right after the last call that `isLast`. */
async function killed(world: ModelWorld, isLast = (call: string) => call.startsWith('compose.up')) {
	const operation = await prepare(world, next);
	const { process } = await perform(await server(), next);
	const at = process.calls.findLastIndex(isLast) + 2;
	expect((await runStored(world, operation, { at, how: 'kill' })).outcome).toBe('killed');
	return operation;
}

test('plans with the health that replicas have now', async () => {
	const world = await server();
	for (const container of world.engine.containers.filter(({ name }) => name === 'shop-blue-2')) container.fault = { answers: 500 };
	expect((await controlOf(world).plan(next)).notes).toEqual(['shop-blue-2 (v1) is unhealthy now: GET /health: answered 500']);
});

test('knows all projects when a new one is planned, and when a name is not known', async () => {
	const control = controlOf(await server());
	const text = projectText('news', 1).replace('news.example', 'shop.example');
	await expect(control.plan({ kind: 'new', name: 'news', projectText: text })).rejects.toThrow('shop.example belongs to shop already');
	await expect(control.plan({ ...next, project: 'shpo' })).rejects.toMatchObject({ next: expect.stringContaining('Did you mean shop?') });
});

test('stores the very plan that was shown, for the owner only, and starts a runner for it', async () => {
	const world = await server();
	await world.clock.wait(2_000);
	const control = controlOf(world);
	const plan = await control.plan(next);
	const operation = await control.start(plan);
	expect(operation.plan).toEqual(plan);
	expect(operation.id).toMatch(/^20300101-\d{6}-\w+$/);
	expect(world.started.at(-1)).toEqual([operation.id, '/opt']);
	expect(await world.files.stat(`/opt/deploy/operations/${operation.id}/plan.json`)).toMatchObject({ mode: 0o600 });
	expect(await control.find(operation.id.slice(0, 15))).toEqual(operation);
	await expect(control.find(operation.id.slice(0, 8))).rejects.toThrow('2 operations begin with 20300101');
});

test('leaves nothing of an operation that does not fit on the disk', async () => {
	const world = await server();
	const control = controlOf(world);
	const plan = await control.plan(next);
	const before = await world.files.list('/opt/deploy/operations');
	world.files.free = 70_000;
	await expect(control.start(plan)).rejects.toThrow('no space left');
	expect(await world.files.list('/opt/deploy/operations')).toEqual(before);
});

test('starts nothing while somebody else changes the project, and names them', async () => {
	const world = await server();
	const [operation, control] = [await prepare(world, next), controlOf(world)];
	const plan = await control.plan({ kind: 'scale', project, replicas: 3 });
	const running = runStored(world, operation);
	await world.clock.wait(300);
	await expect(control.start(plan)).rejects.toMatchObject({ kind: 'busy', why: expect.stringContaining('ann@server-1 (deploy') });
	expect((await control.find(project)).id).toBe(operation.id);
	await running;
});

test('cancels what runs, and says so if nothing does', async () => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { boot: 4_000 });
	const [operation, control] = [await prepare(world, next), controlOf(world)];
	const running = runStored(world, operation);
	await world.clock.wait(1_000);
	await control.cancel(operation.id);
	expect((await running).outcome).toBe('cancelled');
	await expect(control.cancel(operation.id)).rejects.toMatchObject({
		kind: 'refused',
		what: `${operation.plan.title} does not run`,
	});
});

test('follows an operation from its first entry to its end', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	const entries: JournalEntry[] = [];
	const following = controlOf(world).follow(operation.id, (entry) => entries.push(entry));
	const { journal } = await runStored(world, operation);
	expect(await following).toMatchObject({ kind: 'finished', outcome: 'done' });
	expect(entries).toEqual(journal);
});

test('ends a cancelled operation as cancelled, also when its runner was killed on the way back, and says so to who cancels again', async () => {
	const up = (await perform(await server(), next)).process.calls.findIndex((call) => call.startsWith('compose.up'));
	const cancelling = { at: up + 2, how: 'cancel' } as const;
	const rehearsal = await server();
	const { process } = await runStored(rehearsal, await prepare(rehearsal, next), cancelling);
	const undoing = process.calls.findLastIndex((call) => call.startsWith('docker.remove'));
	const world = await server();
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, cancelling, { at: undoing + 1, how: 'kill' })).outcome).toBe('killed');
	await expect(controlOf(world).cancel(operation.id)).rejects.toMatchObject({ next: 'It was interrupted: `berth resume shop` ends it' });
	const { outcome, journal } = await runStored(world, operation);
	expect(outcome).toBe('cancelled');
	expect(journal.at(-1)).toMatchObject({ failure: { kind: 'cancelled', what: `${operation.plan.title} was cancelled` } });
});

test('stops following when the runner has died without a last word', async () => {
	const world = await server();
	const operation = await killed(world);
	expect(await controlOf(world).follow(operation.id, () => undefined)).toBeUndefined();
	expect(await controlOf(world).lastWords(operation.id)).toEqual([]);
});

test('says the last lines that its runners have printed', async () => {
	const world = await server();
	const operation = await killed(world);
	const { log } = operationLayout(world.layout, operation.id);
	world.files.put({ [log]: `${Array.from({ length: 900 }, (_, index) => `line ${index}`).join('\n')}\n\n` });
	expect(await controlOf(world).lastWords(operation.id)).toEqual([894, 895, 896, 897, 898, 899].map((index) => `line ${index}`));
});

test('goes on following while the runner first ends an earlier operation, however long that takes', async () => {
	const world = await server();
	const other = await prepare(world, { kind: 'scale', project, replicas: 3 });
	const earlier = await killed(world, (call) => call === 'files.writeText /opt/nginx/conf.d/shop.conf');
	world.nginx.overlap = 30_000;
	const entries: JournalEntry[] = [];
	const following = controlOf(world).follow(other.id, (entry) => entries.push(entry));
	const { outcome } = await runStored(world, other);
	expect(await following).toMatchObject({ kind: 'finished', outcome });
	expect(entries[0]).toMatchObject({ kind: 'ending-earlier', title: earlier.plan.title });
});

test('ends an interrupted operation before the next is planned, and says how', async () => {
	const world = await server();
	const operation = await killed(world);
	const ending = controlOf(world).endInterrupted(project);
	await world.clock.wait(10);
	expect(world.started.at(-1)).toContain(operation.id);
	await runStored(world, operation);
	expect(await ending).toMatchObject({ outcome: 'failed', failure: { what: expect.stringContaining('was interrupted') } });
	expect(await controlOf(world).endInterrupted(project)).toBeUndefined();
});

test('resumes what was killed, and nothing that has ended', async () => {
	const world = await server();
	const operation = await killed(world);
	const resuming = controlOf(world).resume(operation.id);
	await world.clock.wait(10);
	await runStored(world, operation);
	await resuming;
	await expect(controlOf(world).resume(operation.id)).rejects.toMatchObject({
		what: `${operation.plan.title} needs no resume: it ended (failed)`,
	});
});

test('resumes what was killed between its last line and the note of its end, and does nothing but note it', async () => {
	const world = await server();
	const operation = await killed(world, (call) => call.endsWith('journal.jsonl'));
	const resuming = controlOf(world).resume(project);
	await world.clock.wait(10);
	const { process, outcome } = await runStored(world, operation);
	await resuming;
	expect(outcome).toBe('done');
	expect(process.calls.filter((call) => /^(docker|compose)/.test(call))).toEqual([]);
	expect(await world.files.list('/opt/deploy/locks')).not.toContain('shop.json');
	await expect(controlOf(world).resume(operation.id)).rejects.toThrow('needs no resume: it ended (done)');
});

test('finds the last operation of a project, and says if there is none', async () => {
	const world = await server();
	await addProject(world, { name: 'blog', replicas: 1, versions: [] });
	const { operation } = await perform(world, { kind: 'scale', project, replicas: 3 });
	expect((await controlOf(world).find(project)).id).toBe(operation.id);
	await expect(controlOf(world).find('blog')).rejects.toThrow('There is no operation blog, and none of a project of that name');
});
