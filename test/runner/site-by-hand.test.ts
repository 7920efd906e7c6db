import { expect, test } from 'vitest';
import { readJournal } from '../../source/journal/read.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { projectLayout } from '../../source/server/layout.ts';
import { describeStep } from '../../source/steps/index.ts';
import { observeServer } from '../../source/watch/observe.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const foreign = 'server { listen 80; server_name somebody.example; }\n';

const hands = {
	removed: (world: ModelWorld, path: string) => world.files.remove(path),
	replaced: async (world: ModelWorld, path: string) => world.files.put({ [path]: foreign }),
	edited: async (world: ModelWorld, path: string) => world.files.put({ [path]: `${world.files.text(path)}# by hand\n` }),
};
/** What is no file of text. */
const things = {
	directory: async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.makeDirectory(path);
		world.files.put({ [`${path}/notes`]: 'of somebody' });
	},
	link: async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.link('/etc/nowhere.conf', path);
	},
	pipe: async (world: ModelWorld, path: string) => {
		await world.files.remove(path);
		await world.files.makePipe(path);
	},
};
type Thing = keyof typeof things;
const told = { directory: 'a directory', link: 'a symlink', pipe: 'a pipe, socket or device' };
const everyThing = Object.keys(things) as readonly Thing[];
type Hand = keyof typeof hands;
const siteOf = (world: ModelWorld) => projectLayout(world.layout, project).site;

async function server(history: readonly string[] = ['v1', 'v2']): Promise<ModelWorld> {
	return (await shopServer(history)).world;
}

async function shopOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	const shop = findProject(await observeServer(host, layout, settings, { askHealth: true }), project);
	return shop ?? expect.unreachable('shop is there');
}

const running = (world: ModelWorld) => world.engine.containers.flatMap(({ name, state }) => (state === 'running' ? [name] : [])).sort();

async function asideOf(world: ModelWorld): Promise<readonly (string | undefined)[]> {
	const names = await world.files.list(world.layout.conf);
	return names
		.filter((name) => /^shop\.conf\.\d{8}-\d{6}\.aside$/.test(name))
		.map((name) => world.files.text(`${world.layout.conf}/${name}`));
}

const moments = ['obtain-image', 'start-replicas', 'await-healthy', 'route', 'drain', 'stop-replicas'] as const;
const cases = moments.flatMap((moment) => (Object.keys(hands) as Hand[]).map((hand) => [hand, moment] as const));

test.each(cases)('keeps v2 serving and says so when the site file is %s after %s', async (hand, moment) => {
	const world = await server();
	const before = world.nginx.loaded;
	const operation = await prepare(world, next);
	const at = operation.plan.steps.findIndex(({ kind }) => kind === moment);
	let isDone = false;
	world.onChange(() => {
		void readJournal(world, world.layout, operation.id).then(async (entries) => {
			if (isDone || !entries.some((entry) => entry.kind === 'done' && entry.step === at)) return;
			isDone = true;
			await hands[hand](world, siteOf(world));
		});
	});
	const traffic = new ModelTraffic(world, 'shop.example');
	const { outcome, journal } = await runStored(world, operation);
	await world.clock.wait(500);
	expect(isDone).toBe(true);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: expect.stringMatching(hand === 'removed' ? /^The site file of shop was removed/ : /^The site file of shop was changed/),
		},
	});
	expect(world.nginx.loaded).toEqual(before);
	expect(running(world)).toEqual(['nginx-proxy', 'shop-green-1', 'shop-green-2']);
	expect(traffic.failures).toEqual([]);
	expect(await asideOf(world)).toEqual(hand === 'removed' ? [] : [hand === 'replaced' ? foreign : expect.stringContaining('# by hand')]);
	expect((await perform(world, next)).outcome).toBe('done');
});

test.each(['removed', 'replaced'] as const)('knows what serves when the site file is %s between two changes', async (hand) => {
	const world = await server();
	await hands[hand](world, siteOf(world));
	const shop = await shopOf(world);
	expect(shop.site).toMatchObject({ berth: 'green', release: 'v2', ports: [8117, 8118], lost: hand });
	expect(conditionOf(shop)).toMatchObject({
		state: 'degraded',
		healthy: 2,
		wanted: 2,
		why: expect.stringContaining(`site file was ${hand}`),
	});
	expect(conditionOf(shop).why).toContain('`berth scale shop 2` or a deploy writes it again');
});

const changes = [
	next,
	{ kind: 'rollback', project },
	{ kind: 'scale', project, replicas: 3 },
	{ kind: 'scale', project, replicas: 2 },
] as const;
const lost = (['removed', 'replaced'] as const).flatMap((hand) => changes.map((intent) => [hand, intent.kind, intent] as const));

test.each(lost)('mends a site file that was %s by the next %s, and leaves no replica behind', async (hand, _, intent) => {
	const world = await server();
	await hands[hand](world, siteOf(world));
	const operation = await prepare(world, intent);
	expect(operation.plan.steps[0]).toMatchObject({ kind: 'mend-site', berth: 'green', release: 'v2', lost: hand });
	const traffic = new ModelTraffic(world, 'shop.example');
	expect((await runStored(world, operation)).outcome).toBe('done');
	await world.clock.wait(500);
	expect(traffic.failures).toEqual([]);
	const shop = await shopOf(world);
	expect(shop.site?.lost).toBeUndefined();
	expect(running(world)).toEqual([
		'nginx-proxy',
		...shop.replicas.filter(({ berth }) => berth === shop.site?.berth).map(({ name }) => name),
	]);
	expect(conditionOf(shop).state).toBe('healthy');
	expect(await asideOf(world)).toEqual(hand === 'removed' ? [] : [foreign]);
});

const moving = changes.slice(0, 3).map((intent) => [intent.kind, intent] as const);

test.each(moving)(
	'keeps a site file that was edited between two changes before the next %s writes it anew, and says so',
	async (_, intent) => {
		const world = await server();
		await hands.edited(world, siteOf(world));
		const edited = world.files.text(siteOf(world));
		const operation = await prepare(world, intent);
		expect(operation.plan.steps.map(describeStep).join('\n')).toContain('site file was edited by hand: it is kept beside it (.aside)');
		expect((await runStored(world, operation)).outcome).toBe('done');
		expect(await asideOf(world)).toEqual([edited]);
		expect(world.files.text(siteOf(world))).not.toContain('# by hand');
		const again = await prepare(world, { kind: 'scale', project, replicas: 4 });
		expect(again.plan.steps.map(describeStep).join('\n')).not.toContain('.aside');
		expect((await runStored(world, again)).outcome).toBe('done');
		expect(await asideOf(world)).toEqual([edited]);
	},
);

test('writes a lost site again also where the change itself fails and is undone', async () => {
	const world = await server();
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	await world.files.remove(siteOf(world));
	expect((await perform(world, next)).outcome).toBe('failed');
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
	expect(running(world)).toEqual(['nginx-proxy', 'shop-green-1', 'shop-green-2']);
});

test('takes a file that is not its own for no site where no replica runs', async () => {
	const world = await server([]);
	world.files.put({ [siteOf(world)]: foreign });
	expect(await shopOf(world)).toMatchObject({ problem: { what: expect.stringContaining('is not a site that Berth wrote') } });
	await expect(prepare(world, next)).rejects.toThrow('is not a site that Berth wrote');
});

test('removes a project whose site file was removed already', async () => {
	const world = await server();
	await world.files.remove(siteOf(world));
	expect((await perform(world, { kind: 'remove', project })).outcome).toBe('done');
	expect(running(world)).toEqual(['nginx-proxy']);
	expect(world.nginx.loaded).not.toHaveProperty([siteOf(world)]);
});

const asideKinds = { directory: 'directory', link: 'link', pipe: 'other' };

/** Kinds of what was set aside in a directory. */
async function kindsAside(world: ModelWorld, directory: string): Promise<readonly (string | undefined)[]> {
	const names = (await world.files.list(directory)).filter((name) => /^shop\.conf\.\d{8}-\d{6}\.aside$/.test(name));
	return Promise.all(names.map(async (name) => (await world.files.stat(`${directory}/${name}`))?.kind));
}

const strange = everyThing.flatMap((thing) => moments.map((moment) => [thing, moment] as const));

test.each(strange)(
	'keeps v2 serving when a %s stands in place of the site file after %s, and keeps what was put there',
	async (thing, moment) => {
		const world = await server();
		const before = world.nginx.loaded;
		const operation = await prepare(world, next);
		const at = operation.plan.steps.findIndex(({ kind }) => kind === moment);
		let isDone = false;
		world.onChange(() => {
			void readJournal(world, world.layout, operation.id).then(async (entries) => {
				if (isDone || !entries.some((entry) => entry.kind === 'done' && entry.step === at)) return;
				isDone = true;
				await things[thing](world, siteOf(world));
			});
		});
		const traffic = new ModelTraffic(world, 'shop.example');
		const { outcome, journal } = await runStored(world, operation);
		await world.clock.wait(500);
		expect(isDone).toBe(true);
		expect(outcome).toBe('failed');
		expect(journal.at(-1)).toMatchObject({
			failure: {
				what: expect.stringContaining('The site file of shop was replaced by somebody else'),
				why: expect.stringContaining(`${siteOf(world)} is ${told[thing]}`),
			},
		});
		expect(world.nginx.loaded).toEqual(before);
		expect(running(world)).toEqual(['nginx-proxy', 'shop-green-1', 'shop-green-2']);
		expect(traffic.failures).toEqual([]);
		expect(await kindsAside(world, world.layout.conf)).toEqual([asideKinds[thing]]);
		expect((await perform(world, next)).outcome).toBe('done');
	},
);

test.each(everyThing)('tells what serves while a %s stands in place of the site file, and mends it by the next change', async (thing) => {
	const world = await server();
	await things[thing](world, siteOf(world));
	const shop = await shopOf(world);
	expect(shop.site).toMatchObject({ berth: 'green', release: 'v2', ports: [8117, 8118], lost: 'replaced' });
	expect(conditionOf(shop)).toMatchObject({
		state: 'degraded',
		healthy: 2,
		wanted: 2,
		why: expect.stringContaining(`its site file was replaced by ${told[thing]}`),
	});
	const traffic = new ModelTraffic(world, 'shop.example');
	expect((await perform(world, next)).outcome).toBe('done');
	await world.clock.wait(500);
	expect(traffic.failures).toEqual([]);
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
	expect(await kindsAside(world, world.layout.conf)).toEqual([asideKinds[thing]]);
});

test.each(everyThing)('lets the next change note its site where a %s stands in place of the accepted copy', async (thing) => {
	const world = await server();
	const copy = `${world.layout.accepted}/shop.conf`;
	await things[thing](world, copy);
	expect((await perform(world, next)).outcome).toBe('done');
	expect(world.files.text(copy)).toBe(world.files.text(siteOf(world)));
	expect(await kindsAside(world, world.layout.accepted)).toEqual([asideKinds[thing]]);
});

test.each(everyThing)('takes a %s for no site where no replica runs', async (thing) => {
	const world = await server([]);
	await things[thing](world, siteOf(world));
	await expect(prepare(world, next)).rejects.toThrow(`${siteOf(world)} is ${told[thing]}, not a site that Berth wrote`);
});
