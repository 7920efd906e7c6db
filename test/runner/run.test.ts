import { expect, test } from 'vitest';
import type { Clock, Host } from '../../source/host/host.ts';
import { readAudit, readJournal } from '../../source/journal/read.ts';
import { Failure } from '../../source/model/failure.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { runOperation } from '../../source/runner/run.ts';
import { layoutOf, operationLayout, projectLayout } from '../../source/server/layout.ts';
import { observeServer } from '../../source/watch/observe.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import type { Interruption } from '../fakes/model-host-process.ts';
import { emptyServer, perform, prepare, projectText, type Run, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const { lock, lockOwner } = projectLayout(layoutOf('/opt'), project);

async function server(history: readonly string[] = ['v1', 'v2']): Promise<ModelWorld> {
	return (await shopServer(history)).world;
}

/** The number of the call that a deploy makes with these words. */
async function callOf(words: string): Promise<number> {
	const { process } = await perform(await server(), next);
	const at = process.calls.findIndex((call) => call.includes(words)) + 1;
	expect(at).toBeGreaterThan(0);
	return at;
}

test('refuses a plan that was made before something else changed the project', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	await perform(world, { kind: 'scale', project, replicas: 3 });
	const { outcome, journal } = await runStored(world, operation);
	expect(outcome).toBe('refused');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'shop has changed since this plan was made',
			why: 'changed: project.yml, its site file, its replicas, its compose files; now it would be: Deploy shop next: green (v2) → blue, 3 replicas',
		},
	});
	expect(journal.some(({ kind }) => kind === 'doing')).toBe(false);
});

test('names what has changed also where the plan would be called the same again', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	world.files.put({ '/opt/projects/shop/.env': 'SECRET_KEY=x\nMORE=y\n' });
	const { journal } = await runStored(world, operation);
	expect(journal.at(-1)).toMatchObject({ outcome: 'refused', failure: { why: 'changed: the names in .env' } });
});

test('says that nginx cannot be asked instead of planning on what it did not say', async () => {
	const world = await server();
	world.nginx.isSlow = true;
	await expect(prepare(world, next)).rejects.toMatchObject({
		what: 'nginx in nginx-proxy does not say what it is',
		why: expect.stringContaining('timed out after 10 s'),
	});
});

test('refuses a plan whose reason is gone, with the reason of now', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	await world.engine.stop('nginx-proxy', 0);
	const { outcome, journal } = await runStored(world, operation);
	expect(outcome).toBe('refused');
	expect(journal.at(-1)).toMatchObject({ failure: { what: expect.stringContaining('nginx does not run') } });
});

test('lets one operation at a time change a project, and names who holds it', async () => {
	const world = await server();
	const [first, second] = [await prepare(world, next), await prepare(world, { kind: 'scale', project, replicas: 3 })];
	const running = runStored(world, first);
	await world.clock.wait(300);
	const { outcome, journal, process } = await runStored(world, second);
	expect(outcome).toBe('busy');
	expect(journal).toMatchObject([
		{
			kind: 'finished',
			failure: {
				what: 'shop is being changed',
				why: expect.stringMatching(/^ann@server-1 \(deploy, pid \d+\) holds it since 2030/),
				next: expect.stringContaining(first.id),
			},
		},
	]);
	expect(process.calls.filter((call) => call.startsWith('docker') || call.startsWith('compose'))).toEqual([]);
	expect((await running).outcome).toBe('done');
});

test('writes nothing into the journal of an operation that another process is ending', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, { at: await callOf('compose.up'), how: 'kill' })).outcome).toBe('killed');
	const ending = runStored(world, operation);
	await world.clock.wait(50);
	expect((await runStored(world, operation)).outcome).toBe('busy');
	expect((await ending).journal.filter(({ kind }) => kind === 'finished')).toMatchObject([{ outcome: 'failed' }]);
});

test('starts no second runner when the lock file of the first was removed, and never says that the first was killed', async () => {
	const world = await server();
	const [first, second] = [await prepare(world, next), await prepare(world, { kind: 'scale', project, replicas: 3 })];
	const control = createControl(workplace(world.process().host));
	const plan = await control.plan({ kind: 'scale', project, replicas: 3 });
	const running = runStored(world, first);
	await world.clock.wait(300);
	world.locks.delete(lock);
	expect((await runStored(world, second)).outcome).toBe('busy');
	expect((await runStored(world, first)).outcome).toBe('busy');
	await expect(control.start(plan)).rejects.toMatchObject({ kind: 'busy', why: expect.stringContaining('ann@server-1 (deploy') });
	await expect(control.resume(first.id)).rejects.toMatchObject({ kind: 'busy' });
	expect(await control.endInterrupted(project)).toBeUndefined();
	const { projects } = await observeServer(world.process().host, world.layout, workplace(world.process().host).settings);
	expect(projects[0]?.operation).toMatchObject({ id: first.id, alive: true });
	expect((await running).outcome).toBe('done');
	expect((await readAudit(world, world.layout)).filter(({ id }) => id === first.id)).toMatchObject([{ outcome: 'done' }]);
});

test('believes no owner whose pid another process has by now', async () => {
	const world = await server();
	const killed = await prepare(world, next);
	const { process } = await runStored(world, killed, { at: await callOf('compose.up'), how: 'kill' });
	const other = world.process();
	world.files.put({ [lockOwner]: world.files.text(lockOwner)?.replace(`"pid":${process.pid}`, `"pid":${other.pid}`) ?? '' });
	expect((await runStored(world, killed)).outcome).toBe('failed');
});

test.each([8, 15, 200])('does nothing again, and says nothing else, when the last %i bytes of its journal are lost', async (bytes) => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	const { operation, journal } = await perform(world, next);
	const path = operationLayout(world.layout, operation.id).journal;
	world.files.put({ [path]: (world.files.text(path) ?? '').slice(0, -bytes) });
	const again = await runStored(world, operation);
	expect(again.outcome).toBe('failed');
	expect(again.journal).toEqual(journal);
	expect((await readAudit(world, world.layout)).filter(({ id }) => id === operation.id)).toHaveLength(1);
	expect(again.process.calls.filter((call) => /^(docker|compose)/.test(call))).toEqual([]);
	expect((await perform(world, { kind: 'scale', project, replicas: 3 })).outcome).toBe('done');
});

test('ends an earlier killed operation before its own plan is looked at', async () => {
	const world = await server();
	const [killed, wanted] = [await prepare(world, next), await prepare(world, { kind: 'scale', project, replicas: 3 })];
	expect((await runStored(world, killed, { at: await callOf('docker.stop'), how: 'kill' })).outcome).toBe('killed');
	expect(world.locks.has(lock)).toBe(false);
	const { outcome } = await runStored(world, wanted);
	const ended = await readJournal(world, world.layout, killed.id);
	expect(ended.filter(({ kind }) => kind === 'direction')).toMatchObject([{ direction: 'forward', why: 'traffic had moved already' }]);
	expect(ended.at(-1)).toMatchObject({ kind: 'finished', outcome: 'done' });
	expect(outcome).toBe('refused');
});

test('kills what a dead runner had started before it undoes its work', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	const { process } = await runStored(world, operation, { at: (await callOf('compose.up')) + 1, how: 'kill' });
	expect(process.childrenEnded).toBe(false);
	await runStored(world, operation);
	expect(process.childrenEnded).toBe(true);
});

test('does not run an operation later that was killed before its first step', async () => {
	const world = await server();
	const killed = await prepare(world, next);
	const { process } = await runStored(world, killed, {
		at: (await callOf('files.remove /opt/deploy/projects/shop/build')) - 1,
		how: 'kill',
	});
	expect(process.calls.at(-1)).toContain('journal.jsonl');
	expect((await perform(world, { kind: 'scale', project, replicas: 3 })).outcome).toBe('done');
	expect((await readJournal(world, world.layout, killed.id)).some(({ kind }) => kind === 'done')).toBe(false);
	expect(world.engine.containers.some(({ image }) => image === 'shop-backend:next')).toBe(false);
});

test('stops at an undo that fails, tells both reasons, and goes on undoing when it is resumed', async () => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	const operation = await prepare(world, next);
	const rehearsal = await server();
	rehearsal.engine.faults.set('shop-backend:next', { answers: 500 });
	const rehearsed = (await perform(rehearsal, next)).process.calls;
	const at = rehearsed.findLastIndex((call) => call.startsWith('docker.remove ')) + 1;
	const { outcome, journal } = await runStored(world, operation, { at, how: 'fail-ever' });
	expect(outcome).toBe('stuck');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'shop next never became healthy; and undoing it failed: docker.remove failed',
			why: expect.stringMatching(/answered 500 for 5 s.*Undo: the test wanted it$/),
			next: expect.stringContaining('berth resume shop'),
		},
	});
	expect(world.files.text(lockOwner)).toContain(operation.id);
	expect(world.locks.has(lock)).toBe(false);
	const resumed = await runStored(world, operation);
	expect(resumed.outcome).toBe('failed');
	expect(resumed.journal.findLast(({ kind }) => kind === 'started')).toMatchObject({ resumed: true });
	expect(world.files.text(lockOwner)).toBeUndefined();
});

test('tries an undo that fails once more before anybody has to come, and says so', async () => {
	const { process } = await perform(await server(), next, { at: await callOf('files.link'), how: 'fail' });
	const backAt = process.calls.lastIndexOf('files.writeText /opt/nginx/conf.d/shop.conf') + 1;
	const world = await server();
	const { outcome, journal } = await perform(world, next, { at: await callOf('files.link'), how: 'fail' }, { at: backAt, how: 'fail' });
	expect(outcome).toBe('failed');
	expect(journal).toContainEqual(expect.objectContaining({ kind: 'line', text: 'files.writeText failed; trying once more' }));
	expect(journal.some(({ kind }) => kind === 'undo-failed')).toBe(false);
});

test('does not give up an undo that an engine fails while it goes down, and goes on when the engine is back', async () => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	const operation = await prepare(world, next);
	const rehearsal = await server();
	rehearsal.engine.faults.set('shop-backend:next', { answers: 500 });
	const rehearsed = (await perform(rehearsal, next)).process.calls;
	const at = rehearsed.findLastIndex((call) => call.startsWith('docker.remove ')) + 1;
	const running = runStored(world, operation, { at, how: 'fail' });
	const step = operation.plan.steps.findIndex(({ kind }) => kind === 'start-replicas');
	while (!(await readJournal(world, world.layout, operation.id)).some((entry) => entry.kind === 'undoing' && entry.step === step))
		await world.clock.wait(20);
	await world.clock.wait(500);
	world.engineTrouble = 'connection refused';
	await world.clock.wait(3_000);
	world.engineTrouble = undefined;
	const { outcome, journal } = await running;
	expect(outcome).toBe('failed');
	expect(journal).toContainEqual(expect.objectContaining({ kind: 'line', text: 'Docker does not answer; waiting for it' }));
});

test('says that its runner was killed also when the way back was interrupted again', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, { at: await callOf('compose.up'), how: 'kill' })).outcome).toBe('killed');
	expect((await runStored(world, operation, { at: 6, how: 'kill' })).outcome).toBe('killed');
	const { outcome, journal } = await runStored(world, operation);
	expect(journal.filter(({ kind }) => kind === 'direction')).toHaveLength(2);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({ failure: { what: expect.stringContaining('was interrupted'), why: 'its runner was killed' } });
});

test('starts what served before if an engine that died has stopped it', async () => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { boot: 2_000, answers: 500 });
	const operation = await prepare(world, next);
	const running = runStored(world, operation);
	await world.clock.wait(2_500);
	for (const { name } of world.engine.containers.filter((container) => container.name.startsWith('shop-green')))
		await world.engine.stop(name, 0);
	expect((await running).outcome).toBe('failed');
	const serving = world.engine.containers.filter(({ name }) => /^shop-(blue|green)/.test(name));
	expect(serving.map(({ name, state }) => `${name} ${state}`)).toEqual(['shop-green-1 running', 'shop-green-2 running']);
});

/** Runs a deploy during whose `route` an engine that died stops every replica, old and new. */
async function runAndStopAll(world: ModelWorld, ...interruptions: readonly Interruption[]): Promise<Run> {
	const operation = await prepare(world, next);
	const running = runStored(world, operation, ...interruptions);
	const route = operation.plan.steps.findIndex(({ kind }) => kind === 'route');
	while (!(await readJournal(world, world.layout, operation.id)).some((entry) => entry.kind === 'doing' && entry.step === route))
		await world.clock.wait(5);
	const names = world.engine.containers.map(({ name }) => name).filter((name) => /^shop-(blue|green)/.test(name));
	await Promise.all(names.map((name) => world.engine.stop(name, 0)));
	return running;
}

test('starts what traffic has moved to if an engine that died has stopped it, since the way back may get stuck', async () => {
	const { process } = await runAndStopAll(await server());
	const back = process.calls.lastIndexOf('files.writeText /opt/nginx/conf.d/shop.conf') + 1;
	const world = await server();
	const { outcome } = await runAndStopAll(world, { at: back, how: 'fail-ever' });
	expect(outcome).toBe('stuck');
	const newcomers = world.engine.containers.filter(({ name }) => name.startsWith('shop-blue'));
	expect(newcomers.map(({ name, state }) => `${name} ${state}`)).toEqual(['shop-blue-1 running', 'shop-blue-2 running']);
});

test('refuses new operations while an earlier one is stuck, and says how to go on', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	const other = await prepare(world, { kind: 'scale', project, replicas: 3 });
	const at = await callOf('files.link');
	const { process } = await perform(await server(), next, { at, how: 'fail' });
	const start = process.calls.findIndex((call, index) => index > at && call.startsWith('docker.start')) + 1;
	expect((await runStored(world, operation, { at, how: 'fail' }, { at: start, how: 'fail-ever' })).outcome).toBe('stuck');
	world.engine.faults.set('shop-green-1', { isSilent: true });
	const { outcome, journal } = await runStored(world, other);
	expect(outcome).toBe('refused');
	expect(journal.at(-1)).toMatchObject({
		failure: { what: 'An earlier operation of shop is stuck', next: expect.stringContaining('berth resume shop') },
	});
});

test('does nothing a second time for an operation that has ended', async () => {
	const world = await server();
	const { operation, journal } = await perform(world, { kind: 'scale', project, replicas: 3 });
	const again = await runStored(world, operation);
	expect(again.outcome).toBe('done');
	expect(again.journal).toEqual(journal);
	expect((await readAudit(world, world.layout)).filter(({ id }) => id === operation.id)).toHaveLength(1);
});

test('finishes a sweep that was begun, also if it is cancelled after a kill', async () => {
	const world = await server(['v1']);
	const intent = { kind: 'scale', project, replicas: 1 } as const;
	const at = (await perform(await server(['v1']), intent)).process.calls.findIndex((call) => call.startsWith('docker.remove ')) + 1;
	const operation = await prepare(world, intent);
	expect((await runStored(world, operation, { at: at + 1, how: 'kill' })).outcome).toBe('killed');
	expect((await runStored(world, operation, { at: 2, how: 'cancel' })).outcome).toBe('done');
	expect(world.engine.find('shop-blue-2')).toBeUndefined();
});

test('undoes a cancelled deploy, whatever it is doing just then', async () => {
	const world = await server();
	const running = runStored(world, await prepare(world, next));
	world.engine.faults.set('shop-backend:next', { boot: 3_000 });
	await world.clock.wait(1_500);
	for (const process of world.living.values()) process.terminate();
	const { outcome, journal } = await running;
	expect(outcome).toBe('cancelled');
	expect(journal.at(-1)).toMatchObject({ failure: { kind: 'cancelled', next: 'What it had begun was undone' } });
	expect(world.engine.containers.some(({ image }) => image === 'shop-backend:next')).toBe(false);
});

test('goes back when the new replicas have gone while nobody watched', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, { at: await callOf('docker.stop'), how: 'kill' })).outcome).toBe('killed');
	world.engine.faults.set('shop-backend:next', { isSilent: true });
	for (const { name } of world.engine.containers.filter(({ image }) => image === 'shop-backend:next')) {
		await world.engine.stop(name, 0);
		await world.engine.start(name);
	}
	const { outcome } = await runStored(world, operation);
	expect(outcome).toBe('failed');
	expect(world.nginx.loaded?.['/opt/nginx/conf.d/shop.conf']).toContain('# release: v2');
});

test('writes who did what, when and with which result into the audit, and no secret', async () => {
	const world = await server();
	world.files.put({ '/opt/projects/shop/.env': 'SECRET_KEY=the-database-is-away\nNAME=the database is away\nOWN=shop-internal\n' });
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	const { operation } = await perform(world, next);
	const [entry] = await readAudit(world, world.layout);
	expect(entry).toMatchObject({
		id: operation.id,
		operation: 'deploy',
		project,
		title: operation.plan.title,
		user: 'ann',
		outcome: 'failed',
		failure: { what: 'shop next never became healthy', why: expect.stringContaining('it said: [redacted]') },
		proof: { probesFailed: 0 },
	});
	expect(entry?.took).toBeGreaterThan(5_000);
});

test('writes no secret into journal and audit that it has made itself', async () => {
	const world = await emptyServer();
	const text = projectText('blog', 1, 'build: true\nservices: {postgres: true}\n');
	const operation = await prepare(world, { kind: 'new', name: 'blog', projectText: text });
	const made = () => /^POSTGRES_PASSWORD=(.+)$/m.exec(world.files.text('/opt/projects/blog/.env') ?? '')?.[1];
	let told: string | undefined;
	await world.process().run((host) => {
		const up: Host['compose']['up'] = async (_project, options) => {
			told = made();
			options?.onLine?.(`starts with ${told}`);
			throw new Failure({ kind: 'external', what: 'postgres failed', why: `it says ${told?.slice(0, 20)}` });
		};
		host.compose.up = up;
		return runOperation(workplace(host), operation.id);
	});
	expect(told).toHaveLength(32);
	const stored = JSON.stringify([await readJournal(world, world.layout, operation.id), await readAudit(world, world.layout)]);
	expect(stored).toContain('starts with [redacted]');
	expect(stored).toContain('it says [redacted]');
	expect(stored).not.toContain(told?.slice(0, 12));
});

test('tells one time of the end in journal and audit, however long it takes to write them', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	let looks = 0;
	await world.process().run((host) => {
		const clock: Clock = { now: () => host.clock.now() + 100 * looks++, sleep: (ms, signal) => host.clock.sleep(ms, signal) };
		return runOperation(workplace({ ...host, clock }), operation.id);
	});
	const end = (await readJournal(world, world.layout, operation.id)).at(-1);
	const [entry] = await readAudit(world, world.layout);
	expect(end?.kind).toBe('finished');
	expect(entry).toMatchObject({ at: end?.at, took: (end?.at ?? 0) - operation.requestedAt });
});

test('says so in the journal when it could not even begin', async () => {
	const world = await server();
	const operation = await prepare(world, next);
	world.files.free = 60;
	const { outcome, journal } = await runStored(world, operation);
	expect(outcome).toBe('failed');
	expect(journal).toMatchObject([{ kind: 'finished', failure: { why: 'no space left on the disk' } }]);
	expect(world.engine.containers.some(({ image }) => image === 'shop-backend:next')).toBe(false);
	expect([world.locks.size, world.files.text(operationLayout(world.layout, operation.id).reserve)]).toEqual([0, undefined]);
});

test('keeps v2 serving on a disk that is full at any write', async () => {
	for (const free of [100, 400, 1_000, 3_000, 6_000, 12_000]) {
		const world = await server();
		const operation = await prepare(world, next);
		const before = world.nginx.loaded;
		world.files.free = free;
		const { outcome } = await runStored(world, operation);
		expect(['failed', 'done'], `with ${free} bytes left`).toContain(outcome);
		if (outcome === 'failed') expect(world.nginx.loaded).toEqual(before);
		expect(world.files.text(lockOwner)).toBeUndefined();
	}
});

test('refuses an operation that nobody has stored', async () => {
	const { host } = (await server()).process();
	await expect(runOperation(workplace(host), '20300101-000000-none')).rejects.toThrow('There is no operation 20300101-000000-none');
});
