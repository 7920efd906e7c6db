import { afterEach, expect, test, vi } from 'vitest';
import { freshTime } from '../../hooks/frame/top-line.ts';
import type { EngineEvent } from '../../source/host/host.ts';
import { operationLayout, projectLayout } from '../../source/server/layout.ts';
import { createServerStore } from '../../source/watch/server-store.ts';
import type { ServerStore } from '../../source/watch/view.ts';
import { exampleOperation, examplePlan } from '../fakes/example-plan.ts';
import { listedReplica, siteText, type WatchedServer, watchedServer } from '../fakes/watched-server.ts';

const open: ServerStore[] = [];

afterEach(() => {
	for (const store of open.splice(0)) store.stop();
});

async function watching(server: WatchedServer = watchedServer()) {
	const store = createServerStore(server);
	open.push(store);
	await vi.waitFor(() => expect(store.get().snapshot).toBeDefined());
	await vi.waitFor(() => expect(server.docker.streams).toBe(1));
	await server.clock.advance(60);
	const shop = () => store.get().snapshot?.projects.find(({ name }) => name === 'shop');
	return { ...server, store, shop };
}

function eventOf(action: string, labels: Readonly<Record<string, string>>, id = 'blue-1'): EngineEvent {
	return { type: 'container', action, id, labels, at: 0 };
}

test('shows a replica that dies soon after the engine tells it, and looks at no other project for that', async () => {
	const { store, shop, docker, clock } = await watching();
	const [first] = docker.list;
	docker.list = [{ ...listedReplica('blue', 1, 'v2'), ...first, state: 'exited', status: 'Exited (1) 1 second ago' }];
	docker.details = { 'blue-1': { running: false, exitCode: 1 } };
	docker.asked.length = 0;
	docker.emit(eventOf('die', { name: 'shop-blue-1', 'berth.project': 'shop' }));
	docker.emit(eventOf('exec_start: sh', { name: 'shop-blue-1', 'berth.project': 'shop' }));
	await clock.advance(50);
	expect(shop()?.replicas).toMatchObject([{ health: 'exited', reason: 'exited with 1' }]);
	expect(docker.asked).toEqual(['containers {"berth.project":"shop"}', 'inspect blue-1']);
	expect(store.get().trouble).toBeUndefined();
});

test('passes over events that change nothing of ours', async () => {
	const { docker, clock } = await watching();
	docker.asked.length = 0;
	docker.emit(eventOf('exec_start: sh', { name: 'shop-blue-1', 'berth.project': 'shop' }));
	docker.emit(eventOf('start', { name: 'somebody-else' }));
	await clock.advance(100);
	expect(docker.asked).toEqual([]);
});

test('says at which step an operation is that somebody else has started, and how busy the machine is', async () => {
	const server = watchedServer();
	const { files, layout, held } = server;
	const [id, paths] = ['20300101-000000-ab12', projectLayout(layout, 'shop')];
	const { plan, journal } = operationLayout(layout, id);
	held.add(paths.lock);
	files.put({
		[paths.lockOwner]: JSON.stringify({ id, operation: 'deploy', project: 'shop' }),
		[plan]: JSON.stringify(exampleOperation(id)),
		[journal]: `${JSON.stringify({ at: 1, kind: 'doing', step: 1 })}\n`,
		'/proc/stat': 'cpu  10 0 0 90 0 0 0 0\n',
	});
	const { store, clock } = await watching(server);
	store.subscribe(() => undefined);
	await clock.advance(1000);
	files.put({ '/proc/stat': 'cpu  60 0 0 140 0 0 0 0\n' });
	await clock.advance(1000);
	expect(store.get().steps).toMatchObject({ [id]: { number: 2, of: examplePlan.steps.length } });
	expect(store.get().machineCpu).toBe(50);
});

test('sees a site, a project file and a lock change on the disk', async () => {
	const { files, layout, clock, shop } = await watching();
	const paths = projectLayout(layout, 'shop');
	await files.writeText(paths.site, siteText('v3', 'green', [8117]));
	await clock.advance(50);
	expect(shop()?.site).toMatchObject({ release: 'v3', berth: 'green' });
	await files.writeText(paths.lockOwner, JSON.stringify({ id: '20300101-000000-ab12', operation: 'deploy', project: 'shop' }));
	await clock.advance(50);
	expect(shop()?.operation).toMatchObject({ operation: 'deploy', alive: false });
	await files.writeText(paths.file, 'name: other\n');
	await clock.advance(50);
	expect(shop()?.problem?.kind).toBe('config');
});

test('shows new projects and drops removed ones', async () => {
	const { files, clock, store } = await watching();
	const names = () => store.get().snapshot?.projects.map(({ name }) => name);
	files.put({ '/opt/projects/blog/project.yml': 'name: blog\n' });
	await files.makeDirectory('/opt/projects/blog');
	await clock.advance(50);
	expect(names()).toEqual(['blog', 'shop']);
	await files.remove('/opt/projects/blog');
	await clock.advance(50);
	expect(names()).toEqual(['shop']);
});

test('tells subscribers only when something is different, and keeps what is the same', async () => {
	const { store, clock, docker, shop, answers } = await watching();
	answers.set(8101, { status: 200 }).set(8102, { status: 200 });
	const changed = vi.fn();
	store.subscribe(changed);
	await clock.advance(1000);
	const before = store.get();
	store.refresh();
	docker.emit(eventOf('health_status: healthy', { name: 'shop-blue-1', 'berth.project': 'shop' }));
	await clock.advance(60);
	expect(store.get().snapshot).toBe(before.snapshot);
	docker.list = [listedReplica('blue', 1, 'v2')];
	const replica = shop()?.replicas[0];
	changed.mockClear();
	docker.emit(eventOf('destroy', { name: 'shop-blue-1', 'berth.project': 'shop' }, 'blue-2'));
	await clock.advance(60);
	expect(changed).toHaveBeenCalledTimes(1);
	expect(shop()?.replicas).toHaveLength(1);
	expect(shop()?.replicas[0]).toBe(replica);
});

test('asks replicas and reads logs only while somebody looks', async () => {
	const { store, clock, answers, requests, shop } = await watching();
	answers.set(8101, { status: 200 }).set(8102, { status: 200 });
	await clock.advance(5000);
	expect(requests).toEqual([]);
	const leave = store.subscribe(() => {});
	await clock.advance(1000);
	expect(requests).toHaveLength(2);
	expect(shop()?.replicas.map(({ health }) => health)).toEqual(['healthy', 'healthy']);
	leave();
	await clock.advance(10_000);
	expect(requests).toHaveLength(2);
});

test('keeps the last data with their age while the engine is lost, and goes on when it is back', async () => {
	const { store, clock, docker, shop } = await watching();
	await clock.advance(4000);
	const lostAt = clock.now();
	docker.goDown('connection refused');
	await vi.waitFor(() => expect(store.get().trouble).toBe('connection refused'));
	expect(store.get().freshAt).toBe(lostAt);
	await clock.advance(120_000);
	expect(shop()?.replicas).toHaveLength(2);
	docker.list = [listedReplica('blue', 1, 'v2')];
	docker.comeBack();
	await clock.advance(5000);
	expect(store.get().trouble).toBeUndefined();
	expect(shop()?.replicas).toHaveLength(1);
	expect(docker.streams).toBe(1);
});

test('knows within five seconds that a quiet engine still answers, and draws no more for that than once a second', async () => {
	const { store, clock, docker } = await watching();
	const changed = vi.fn();
	store.subscribe(changed);
	await clock.advance(1000);
	changed.mockClear();
	for (let second = 0; second < 20; second += 1) {
		await clock.advance(1000);
		expect(clock.now() - (store.get().freshAt ?? 0)).toBeLessThanOrEqual(freshTime);
		expect(changed.mock.calls.length).toBeLessThanOrEqual(second + 1);
	}
	docker.info = () => new Promise(() => undefined);
	await clock.advance(10_000);
	expect(clock.now() - (store.get().freshAt ?? 0)).toBeGreaterThan(freshTime);
});

test('starts on a server whose engine is down with what is on the disk', async () => {
	const server = watchedServer();
	server.docker.goDown('connection refused');
	const store = createServerStore(server);
	open.push(store);
	await vi.waitFor(() => expect(store.get().trouble).toBe('connection refused'));
	expect(store.get().snapshot?.projects).toMatchObject([{ name: 'shop', replicas: [] }]);
	server.docker.comeBack();
	await server.clock.advance(6000);
	expect(store.get()).toMatchObject({ snapshot: { engine: { kind: 'up' } } });
	expect(store.get().trouble).toBeUndefined();
});

test('says what is wrong with the port registry instead of ending', async () => {
	const server = watchedServer();
	server.files.put({ [server.layout.registry]: '{' });
	const store = createServerStore(server);
	open.push(store);
	await vi.waitFor(() => expect(store.get().blocked).toContain('.port-registry.json'));
	// The engine is not to blame.
	expect(store.get().trouble).toBeUndefined();
	await server.files.writeText(server.layout.registry, '{"next_project_id":1,"projects":{}}');
	await server.clock.advance(100);
	expect(store.get()).toMatchObject({ snapshot: { nextProjectId: 1 } });
	expect(store.get().blocked).toBeUndefined();
});

test('leaves no timer, watcher or stream behind', async () => {
	const { store, clock, files, docker } = await watching();
	store.subscribe(() => {});
	await clock.advance(3000);
	docker.emit(eventOf('die', { name: 'shop-blue-1', 'berth.project': 'shop' }));
	store.stop();
	await vi.waitFor(() => expect([clock.sleeping, files.watching, docker.streams]).toEqual([0, 0, 0]));
	await clock.advance(10_000);
	expect([clock.sleeping, files.watching, docker.streams]).toEqual([0, 0, 0]);
});

test('keeps what the engine did, newest first, also what it did before anybody looked', async () => {
	const server = watchedServer();
	const at = server.clock.now();
	const shop = { 'berth.project': 'shop', 'berth.berth': 'blue', 'berth.replica': '1', name: 'shop-blue-1' };
	server.docker.past = [
		{ ...eventOf('start', { name: 'long-ago' }), at: at - 7_200_000 },
		{ ...eventOf('start', shop), at: at - 60_000 },
	];
	const { store, docker, clock } = await watching(server);
	store.subscribe(() => {});
	docker.emit({ ...eventOf('die', { ...shop, exitCode: '137' }), at });
	docker.emit({ ...eventOf('exec_start: sh', shop), at });
	docker.emit({ type: 'network', action: 'create', id: 'n1', labels: { name: 'blog_internal' }, at: at + 5 });
	await clock.advance(1000);
	const place = { project: 'shop', berth: 'blue', replica: '1', name: 'shop-blue-1' };
	expect(store.get().events).toMatchObject([
		{ type: 'network', action: 'create', project: 'blog' },
		{ type: 'container', action: 'die', exitCode: 137, ...place },
		{ type: 'container', action: 'start', ...place },
	]);
});

test('asks what happened while the engine was lost', async () => {
	const { store, docker, clock } = await watching();
	store.subscribe(() => {});
	docker.goDown('connection refused');
	await clock.advance(600);
	docker.past = [{ ...eventOf('die', { name: 'shop-blue-1' }), at: clock.now() }];
	docker.comeBack();
	await clock.advance(7000);
	expect(store.get().trouble).toBeUndefined();
	expect(store.get().events).toMatchObject([{ action: 'die' }]);
});
