import { expect, test } from 'vitest';
import { findProject } from '../../source/model/snapshot.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { projectLayout } from '../../source/server/layout.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { addProject, deployAll, emptyServer, perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const changes: Readonly<Record<string, Intent>> = {
	deploy: { kind: 'deploy', project, version: 'next' },
	'roll back': { kind: 'rollback', project },
	restart: { kind: 'restart', project },
	'scale up': { kind: 'scale', project, replicas: 3 },
	'scale to the same number': { kind: 'scale', project, replicas: 2 },
};

const { world: shop } = await shopServer(['v1', 'v2']);
const saved = await shop.save();

async function snapshotOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	return observeServer(host, layout, settings, { askHealth: true });
}

async function shopOf(world: ModelWorld) {
	return findProject(await snapshotOf(world), project) ?? expect.unreachable('shop is there');
}

/** Directories by what they are for, with the permission bits that they are made with. */
const directoriesOf = ({ layout }: ModelWorld) => {
	const files = projectLayout(layout, project);
	return {
		'the archive of logs': [`${files.logs}/archive`, 0o755],
		'the app’s logs': [files.appLogs, 0o777],
		'all logs': [files.logs, 0o700],
		'all volumes': [files.volumes, 0o700],
		'the site’s logs': [files.siteLogs, 0o755],
		'the sites': [layout.conf, 0o755],
		'the accepted sites': [layout.accepted, 0o755],
		'the staged sites': [layout.staged, 0o755],
		challenges: [layout.challenges, 0o755],
		certificates: [layout.certificates, 0o755],
	} as const;
};
type Place = keyof ReturnType<typeof directoriesOf>;
const places = Object.keys(directoriesOf(shop)) as Place[];

test.each(places)('makes the directory for %s again, as it was, whatever is done next', async (place) => {
	for (const [name, intent] of Object.entries(changes)) {
		const world = await ModelWorld.create(saved);
		const [path, mode] = directoriesOf(world)[place];
		await world.files.remove(path);
		const operation = await prepare(world, intent);
		expect(operation.plan.steps[0], name).toMatchObject({ kind: 'mend-directories' });
		const traffic = new ModelTraffic(world, 'shop.example');
		expect((await runStored(world, operation)).outcome, name).toBe('done');
		expect(await world.files.stat(path), name).toMatchObject({ kind: 'directory', mode });
		expect(traffic.failures, name).toEqual([]);
		expect((await snapshotOf(world)).proxy.lost).toBeUndefined();
		expect((await shopOf(world)).lost).toBeUndefined();
	}
});

test.each(Object.entries(changes))('makes the links again with a %s', async (_, intent) => {
	const world = await ModelWorld.create(saved);
	const files = projectLayout(world.layout, project);
	for (const link of [files.current, `${files.logs}/nginx`]) await world.files.remove(link);
	expect((await perform(world, intent)).outcome).toBe('done');
	expect(await world.files.readLink(files.current)).toBe((await shopOf(world)).site?.release);
	expect(await world.files.readLink(`${files.logs}/nginx`)).toBe(files.siteLogs);
});

test.each(Object.entries(changes))('closes what others could go into with a %s, as a shown step', async (_, intent) => {
	const world = await ModelWorld.create(saved);
	const { logs, volumes } = projectLayout(world.layout, project);
	for (const path of [logs, volumes]) await world.files.changeMode(path, 0o755);
	const operation = await prepare(world, intent);
	expect(operation.plan.steps[0]).toMatchObject({ kind: 'mend-directories', close: [volumes, logs], directories: [] });
	expect((await runStored(world, operation)).outcome).toBe('done');
	for (const path of [logs, volumes]) expect(await world.files.stat(path)).toMatchObject({ mode: 0o700 });
	expect((await shopOf(world)).lost).toBeUndefined();
});

test.each(Object.entries(changes))(
	'makes a removed network again with a %s, and connects all that is cut off from it',
	async (_, intent) => {
		const world = await ModelWorld.create(saved);
		world.engine.removeNetwork('shop_internal');
		expect(conditionOf(await shopOf(world))).toMatchObject({ state: 'down', why: expect.stringContaining('cut off') });
		const operation = await prepare(world, intent);
		expect(operation.plan.steps[0]).toMatchObject({ kind: 'mend-network', name: 'shop_internal', subnet: expect.any(String) });
		expect((await runStored(world, operation)).outcome).toBe('done');
		const after = await shopOf(world);
		expect(after.networkId).toBeDefined();
		expect(after.replicas.filter(({ cutOff }) => cutOff)).toEqual([]);
		expect(conditionOf(after).state).toBe('healthy');
	},
);

test('connects replicas again that somebody disconnected from a network that is there', async () => {
	const world = await ModelWorld.create(saved);
	world.engine.disconnect('shop_internal', 'shop-green-2');
	expect((await shopOf(world)).replicas.find(({ cutOff }) => cutOff)).toMatchObject({
		name: 'shop-green-2',
		health: 'unhealthy',
		reason: 'cut off from its network shop_internal',
	});
	const operation = await prepare(world, { kind: 'scale', project, replicas: 2 });
	expect(operation.plan.steps).toEqual([
		{
			kind: 'mend-network',
			project,
			name: 'shop_internal',
			connect: [{ container: 'shop-green-2', aliases: ['backend', 'backend-green'] }],
		},
	]);
	expect((await runStored(world, operation)).outcome).toBe('done');
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
});

test.each(Object.entries(changes))('gives kept images their tags again with a %s', async (_, intent) => {
	const world = await ModelWorld.create(saved);
	for (const image of world.engine.images.all) image.tags = image.tags.filter((tag) => !tag.startsWith('shop-backend:v'));
	expect((await shopOf(world)).releases.filter(({ untagged }) => untagged).map(({ version }) => version)).toEqual(['v2', 'v1']);
	expect((await perform(world, intent)).outcome).toBe('done');
	expect((await shopOf(world)).releases.filter(({ untagged }) => untagged)).toEqual([]);
});

test('connects stopped replicas again before a start', async () => {
	const world = await ModelWorld.create(saved);
	expect((await perform(world, { kind: 'stop', project })).outcome).toBe('done');
	world.engine.removeNetwork('shop_internal');
	expect((await perform(world, { kind: 'start', project })).outcome).toBe('done');
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
});

test('makes the logs of another project’s site again, without which nginx would load nothing', async () => {
	const world = await emptyServer();
	for (const name of ['shop', 'blog']) await addProject(world, { name, replicas: 1, versions: ['v1', 'next'] });
	for (const name of ['shop', 'blog']) await deployAll(world, name, ['v1']);
	const { siteLogs } = projectLayout(world.layout, 'blog');
	await world.files.remove(siteLogs);
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('done');
	expect(await world.files.stat(siteLogs)).toMatchObject({ kind: 'directory' });
});

test('refuses a plan once something that it was made from is lost', async () => {
	const world = await ModelWorld.create(saved);
	const operation = await prepare(world, { kind: 'deploy', project, version: 'next' });
	world.engine.removeNetwork('shop_internal');
	const { outcome, journal } = await runStored(world, operation);
	expect(outcome).toBe('refused');
	expect(journal.at(-1)).toMatchObject({ failure: { why: expect.stringContaining('what it has lost') } });
});

test('the release that was live is what a roll back goes to, although somebody removed the link to it', async () => {
	const world = await ModelWorld.create(saved);
	const live = (await shopOf(world)).site?.release;
	await world.files.remove(projectLayout(world.layout, project).current);
	await perform(world, { kind: 'deploy', project, version: 'next' });
	expect((await shopOf(world)).previous).toBe(live);
});

test.each(['is gone', 'is gone with every connection to it'])('removes a project whose network %s', async (how) => {
	const world = await emptyServer();
	const more = 'build: true\nservices: {redis: {}}\n';
	await addProject(world, { name: project, replicas: 2, versions: ['v1'], more });
	world.files.put({ [projectLayout(world.layout, project).env]: 'REDIS_PASSWORD=very-secret\n' });
	await deployAll(world, project, ['v1']);
	if (how !== 'is gone') for (const name of ['shop-redis', 'shop-blue-1']) world.engine.disconnect('shop_internal', name);
	world.engine.removeNetwork('shop_internal');
	expect((await perform(world, { kind: 'remove', project })).outcome).toBe('done');
	expect(world.engine.containers.map(({ name }) => name)).toEqual(['nginx-proxy']);
	expect(world.engine.networks).toEqual([]);
});
