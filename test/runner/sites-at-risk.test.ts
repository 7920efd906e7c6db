import { expect, test } from 'vitest';
import { findProject } from '../../source/model/snapshot.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { projectLayout } from '../../source/server/layout.ts';
import { describeStep } from '../../source/steps/index.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { addProject, deployAll, emptyServer, perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { kindsOf } from '../operations/shop.ts';

const project = 'api';
const changes: Readonly<Record<string, Intent>> = {
	deploy: { kind: 'deploy', project, version: 'next' },
	'roll back': { kind: 'rollback', project },
	restart: { kind: 'restart', project },
	scale: { kind: 'scale', project, replicas: 3 },
	remove: { kind: 'remove', project },
};
const hands = {
	removed: (world: ModelWorld, path: string) => world.files.remove(path),
	emptied: async (world: ModelWorld, path: string) => world.files.put({ [path]: '\n' }),
} as const;
type Hand = keyof typeof hands;

/** What is no file of text. */
const things = {
	'a directory': async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.makeDirectory(path);
	},
	'a symlink': async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.link('/etc/nowhere.conf', path);
	},
	'a pipe, socket or device': async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.makePipe(path);
	},
} as const;
const everyThing = Object.keys(things) as readonly (keyof typeof things)[];

const saved = await (await serverOfTwo()).save();

async function serverOfTwo(): Promise<ModelWorld> {
	const world = await emptyServer();
	for (const name of ['shop', 'api']) await addProject(world, { name, replicas: 2, versions: ['v1', 'v2', 'next'] });
	for (const name of ['shop', 'api']) await deployAll(world, name, ['v1', 'v2']);
	return world;
}

const shopFiles = ({ layout }: ModelWorld) => {
	const { site, directory } = projectLayout(layout, 'shop');
	return { site, directory, accepted: `${layout.accepted}/shop.conf` };
};

async function snapshotOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	const snapshot = await observeServer(host, layout, settings, { askHealth: true });
	return findProject(snapshot, 'shop') ?? expect.unreachable('shop is there');
}

/** nginx loads what is on the disk, as somebody's own reload would make it. */
async function reloadByHand(world: ModelWorld): Promise<void> {
	world.nginx.reload();
	await world.clock.wait(500);
}

const cases = (Object.keys(hands) as Hand[]).flatMap((hand) => Object.keys(changes).map((name) => [hand, name] as const));

test.each(cases)('keeps a neighbour online whose site file was %s before a %s, as a shown step', async (hand, name) => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	const text = world.files.text(site);
	await hands[hand](world, site);
	const operation = await prepare(world, changes[name] ?? expect.unreachable(name));
	expect(operation.plan.steps.map(describeStep)).toContain(
		`Put back what somebody removed by hand, from the copies that nginx accepted last: ${site}`,
	);
	const traffic = new ModelTraffic(world, 'shop.example');
	const { outcome, journal } = await runStored(world, operation);
	await world.clock.wait(500);
	expect(outcome).toBe('done');
	expect(traffic.failures).toEqual([]);
	expect(world.files.text(site)).toBe(text);
	expect(journal.flatMap((entry) => (entry.kind === 'line' ? [entry.text] : [])).join('\n')).toContain(
		`${site} was removed or emptied by hand while shop-green-1, shop-green-2 of shop serve; it was put back from`,
	);
});

test.each(everyThing)('sets %s aside that stands in place of a neighbour’s site file, and keeps him online', async (thing) => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	const text = world.files.text(site);
	await things[thing](world, site);
	const operation = await prepare(world, { kind: 'deploy', project, version: 'next' });
	expect(operation.plan.steps.map(describeStep)).toContain(
		`Put back what somebody removed by hand, from the copies that nginx accepted last: ${site} (${thing} there is kept beside it, .aside)`,
	);
	const traffic = new ModelTraffic(world, 'shop.example');
	const { outcome, journal } = await runStored(world, operation);
	await world.clock.wait(500);
	expect(outcome).toBe('done');
	expect(traffic.failures).toEqual([]);
	expect(world.files.text(site)).toBe(text);
	expect((await world.files.list(world.layout.conf)).filter((name) => name.endsWith('.aside'))).toHaveLength(1);
	expect(journal.flatMap((entry) => (entry.kind === 'line' ? [entry.text] : [])).join('\n')).toContain(
		`${site} was replaced by ${thing} while shop-green-1, shop-green-2 of shop serve; it was put back from`,
	);
});

test.each(everyThing)('keeps a neighbour online whose site file is replaced by %s after a change was planned', async (thing) => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	const text = world.files.text(site);
	const operation = await prepare(world, { kind: 'scale', project, replicas: 3 });
	await things[thing](world, site);
	const traffic = new ModelTraffic(world, 'shop.example');
	await runStored(world, operation);
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('done');
	await world.clock.wait(500);
	expect(traffic.failures).toEqual([]);
	expect(world.files.text(site)).toBe(text);
});

test('is not held up by a directory in place of the site file of a neighbour that is stopped', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	expect((await perform(world, { kind: 'stop', project: 'shop' })).outcome).toBe('done');
	const text = world.files.text(site);
	await things['a directory'](world, site);
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('done');
	expect(world.files.text(site)).toBe(text);
});

test('keeps a neighbour online whose site file is removed after a change was planned', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	const operation = await prepare(world, { kind: 'deploy', project, version: 'next' });
	await world.files.remove(site);
	const traffic = new ModelTraffic(world, 'shop.example');
	expect((await runStored(world, operation)).outcome).toBe('done');
	await world.clock.wait(500);
	expect(traffic.failures).toEqual([]);
	expect(world.files.text(site)).toBeDefined();
});

test('brings a neighbour back at once that somebody else’s reload has taken offline', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	await world.files.remove(site);
	await reloadByHand(world);
	expect(world.nginx.loaded).not.toHaveProperty([site]);
	expect(conditionOf(await snapshotOf(world))).toMatchObject({
		state: 'down',
		why: expect.stringContaining('nginx has forgotten the site'),
	});
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('done');
	expect(world.nginx.loaded).toHaveProperty([site]);
	expect(conditionOf(await snapshotOf(world)).state).toBe('healthy');
});

test('says that nginx serves a lost site from memory only where it does', async () => {
	const world = await ModelWorld.create(saved);
	await world.files.remove(shopFiles(world).site);
	expect(conditionOf(await snapshotOf(world))).toMatchObject({
		state: 'degraded',
		why: expect.stringContaining('nginx still serves it from memory, until somebody loads it anew or it starts'),
	});
});

test('puts a removed site back before `berth proxy reload` loads the rest', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	await world.files.remove(site);
	const traffic = new ModelTraffic(world, 'shop.example');
	const { outcome, plan, journal } = await perform(world, { kind: 'reload-proxy' });
	await world.clock.wait(500);
	expect({ outcome, failures: traffic.failures }).toEqual({ outcome: 'done', failures: [] });
	expect(kindsOf(plan)).toEqual(['return-sites', 'reload-proxy']);
	expect(journal).toContainEqual(expect.objectContaining({ text: expect.stringContaining('it was put back from') }));
});

test.each(everyThing)('puts a site back that was replaced by %s before `berth proxy reload` loads the rest', async (thing) => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	const text = world.files.text(site);
	await things[thing](world, site);
	const { outcome } = await perform(world, { kind: 'reload-proxy' });
	expect({ outcome, text: world.files.text(site) }).toEqual({ outcome: 'done', text });
});

test('puts a removed site back before nginx starts', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	await world.engine.stop('nginx-proxy', 0);
	await world.files.remove(site);
	expect((await perform(world, { kind: 'start-proxy' })).outcome).toBe('done');
	expect(world.nginx.loaded).toHaveProperty([site]);
});

const left: Readonly<Record<string, (world: ModelWorld) => Promise<unknown>>> = {
	'none of its replicas runs': async (world) => {
		for (const name of ['shop-green-1', 'shop-green-2']) await world.engine.stop(name, 0);
	},
	'its directory is gone': (world) => world.files.remove(shopFiles(world).directory),
	'its file was renamed': async (world) => {
		world.files.put({ [`${world.layout.conf}/10-shop.conf`]: world.files.text(shopFiles(world).site) ?? '' });
	},
};

test.each(Object.entries(left))('leaves a removed site away where %s', async (_, hand) => {
	const world = await ModelWorld.create(saved);
	const { site } = shopFiles(world);
	await hand(world);
	await world.files.remove(site);
	expect((await perform(world, { kind: 'scale', project, replicas: 3 })).outcome).toBe('done');
	expect(world.files.text(site)).toBeUndefined();
});

test('does not bring a removed project’s site back', async () => {
	const world = await ModelWorld.create(saved);
	const { site, accepted } = shopFiles(world);
	expect((await perform(world, { kind: 'remove', project: 'shop' })).outcome).toBe('done');
	expect(world.files.text(accepted)).toBeUndefined();
	expect((await perform(world, { kind: 'scale', project, replicas: 3 })).outcome).toBe('done');
	expect(world.files.text(site)).toBeUndefined();
});

test('refuses to take a neighbour offline of whose site there is no copy, and says what writes it again', async () => {
	const world = await ModelWorld.create(saved);
	const { site, accepted } = shopFiles(world);
	for (const path of [site, accepted]) await world.files.remove(path);
	await expect(prepare(world, { kind: 'deploy', project, version: 'next' })).rejects.toMatchObject({
		what: expect.stringContaining('would take shop offline'),
		next: 'Write it again first: `berth scale shop 2`',
	});
	expect((await perform(world, { kind: 'scale', project: 'shop', replicas: 2 })).outcome).toBe('done');
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('done');
});

test('mends one of two projects that have lost their sites and the copies, and says what nginx forgets', async () => {
	const world = await ModelWorld.create(saved);
	for (const name of ['shop', 'api']) {
		await world.files.remove(projectLayout(world.layout, name).site);
		await world.files.remove(`${world.layout.accepted}/${name}.conf`);
	}
	const operation = await prepare(world, { kind: 'scale', project, replicas: 2 });
	expect(operation.plan.steps.map(describeStep).join('\n')).toContain('Without a copy nginx forgets /opt/nginx/conf.d/shop.conf');
	expect((await runStored(world, operation)).outcome).toBe('done');
	expect((await perform(world, { kind: 'scale', project: 'shop', replicas: 2 })).outcome).toBe('done');
	expect(conditionOf(await snapshotOf(world)).state).toBe('healthy');
});

test('writes the own site again that was removed before a killed change had come to it, when that is undone', async () => {
	const world = await ModelWorld.create(saved);
	const { site } = projectLayout(world.layout, project);
	const text = world.files.text(site);
	const operation = await prepare(world, { kind: 'deploy', project, version: 'next' });
	world.engine.faults.set('api-backend:next', { answers: 500 });
	let isDone = false;
	world.onChange((what) => {
		if (isDone || !what.includes('api-blue-1')) return;
		isDone = true;
		void world.files.remove(site);
	});
	const traffic = new ModelTraffic(world, 'api.example');
	expect((await runStored(world, operation)).outcome).toBe('failed');
	await world.clock.wait(500);
	expect(isDone).toBe(true);
	expect(world.files.text(site)).toBe(text);
	expect(traffic.failures).toEqual([]);
});

test('probes a site from the moment on when it was written again', async () => {
	const world = await ModelWorld.create(saved);
	await world.files.remove(shopFiles(world).site);
	const { outcome, journal } = await perform(world, { kind: 'scale', project: 'shop', replicas: 2 });
	expect(outcome).toBe('done');
	expect(journal.at(-1)).toMatchObject({ kind: 'finished', proof: { probes: 1, probesFailed: 0 } });
});
