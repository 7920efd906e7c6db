import { expect, test } from 'vitest';
import { findProject } from '../../source/model/snapshot.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { describeLost } from '../../source/present/describe-lost.ts';
import { projectLayout } from '../../source/server/layout.ts';
import { describeStep } from '../../source/steps/index.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { addProject, deployAll, emptyServer, perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';

const project = 'shop';
const changes: Readonly<Record<string, Intent>> = {
	deploy: { kind: 'deploy', project, version: 'next' },
	'roll back': { kind: 'rollback', project },
	restart: { kind: 'restart', project },
	'scale up': { kind: 'scale', project, replicas: 3 },
	'scale to the same number': { kind: 'scale', project, replicas: 2 },
};

const saved = await (await shopWithServices()).save();

async function shopWithServices(): Promise<ModelWorld> {
	const world = await emptyServer();
	const more = 'build: true\nservices: {postgres: {}, redis: {}}\n';
	await addProject(world, { name: project, replicas: 2, versions: ['v1', 'v2', 'next'], more });
	const { env } = projectLayout(world.layout, project);
	world.files.put({ [env]: 'POSTGRES_USER=u\nPOSTGRES_PASSWORD=very-secret\nPOSTGRES_DB=d\nREDIS_PASSWORD=very-secret-too\n' });
	await deployAll(world, project, ['v1', 'v2']);
	return world;
}

async function shopOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	const snapshot = await observeServer(host, layout, settings, { askHealth: true });
	return findProject(snapshot, project) ?? expect.unreachable('shop is there');
}

const hands = {
	removed: async (world: ModelWorld) => world.engine.remove('shop-redis'),
	stopped: async (world: ModelWorld) => world.engine.stop('shop-redis', 0),
} as const;
const cases = (['removed', 'stopped'] as const).flatMap((hand) => Object.keys(changes).map((name) => [hand, name] as const));

test('starts the services that project.yml names with the first deploy', async () => {
	const world = await ModelWorld.create(saved);
	expect(world.engine.find('shop-postgres')?.state).toBe('running');
	expect(world.engine.find('shop-redis')?.state).toBe('running');
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
});

test.each(['removed', 'stopped'] as const)('names a service that was %s, and what starts it again', async (hand) => {
	const world = await ModelWorld.create(saved);
	await hands[hand](world);
	const shop = await shopOf(world);
	const why = `${hand === 'removed' ? 'it has no container' : 'it was stopped or has ended'}; \`berth scale shop 2\` or a deploy`;
	expect(conditionOf(shop)).toMatchObject({ state: 'degraded', why: expect.stringContaining(`shop-redis: ${why}`) });
	expect(describeLost(shop)).toEqual([{ subject: 'shop-redis', words: expect.stringContaining(why), isUrgent: true }]);
});

test.each(cases)('starts a service that was %s as the first step of a %s, without a failed request', async (hand, name) => {
	const world = await ModelWorld.create(saved);
	await hands[hand](world);
	const postgres = world.engine.find('shop-postgres')?.id;
	const operation = await prepare(world, changes[name] ?? expect.unreachable(name));
	const [first] = operation.plan.steps;
	expect(first).toMatchObject({ kind: 'mend-services', containers: ['shop-redis'] });
	expect(first && describeStep(first)).toBe('Start shop-redis again and wait until healthy (at most 2 min)');
	const traffic = new ModelTraffic(world, 'shop.example');
	expect((await runStored(world, operation)).outcome).toBe('done');
	expect(traffic.failures).toEqual([]);
	expect(world.engine.find('shop-redis')?.state).toBe('running');
	expect(world.engine.find('shop-postgres')?.id).toBe(postgres);
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
});

test('starts a service again with a start of the project', async () => {
	const world = await ModelWorld.create(saved);
	expect((await perform(world, { kind: 'stop', project })).outcome).toBe('done');
	await hands.removed(world);
	const operation = await prepare(world, { kind: 'start', project });
	expect(operation.plan.steps[0]).toMatchObject({ kind: 'mend-services' });
	expect((await runStored(world, operation)).outcome).toBe('done');
	expect(world.engine.find('shop-redis')?.state).toBe('running');
});

test('writes the services’ compose file and data directory again where they are gone as well', async () => {
	const world = await ModelWorld.create(saved);
	const { servicesFile, volumes } = projectLayout(world.layout, project);
	const text = world.files.text(servicesFile);
	await hands.removed(world);
	await world.files.remove(servicesFile);
	await world.files.remove(`${volumes}/redis`);
	const operation = await prepare(world, { kind: 'scale', project, replicas: 2 });
	expect(operation.plan.steps.map(({ kind }) => kind)).toEqual(['mend-directories', 'write-files', 'mend-services']);
	expect((await runStored(world, operation)).outcome).toBe('done');
	expect(world.files.text(servicesFile)).toBe(text);
	expect(await world.files.stat(`${volumes}/redis`)).toMatchObject({ kind: 'directory' });
});

test('leaves every service running when the change behind it fails', async () => {
	const world = await ModelWorld.create(saved);
	await hands.removed(world);
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('failed');
	for (const name of ['shop-postgres', 'shop-redis']) expect(world.engine.find(name)?.state, name).toBe('running');
	expect(conditionOf(await shopOf(world)).state).toBe('healthy');
});

test('refuses to make a database for whose password .env has no value', async () => {
	const world = await ModelWorld.create(saved);
	await hands.removed(world);
	world.files.put({ [projectLayout(world.layout, project).env]: 'POSTGRES_USER=u\nPOSTGRES_PASSWORD=p\nPOSTGRES_DB=d\n' });
	await expect(prepare(world, { kind: 'scale', project, replicas: 2 })).rejects.toThrow(/\.env has no REDIS_PASSWORD/);
});

test('says nothing of missing services while the engine does not answer', async () => {
	const { networkId: _, ...shop } = await shopOf(await ModelWorld.create(saved));
	expect(describeLost({ ...shop, services: [] })).toEqual([]);
});
