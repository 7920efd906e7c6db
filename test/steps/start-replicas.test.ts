import { describe, expect, test } from 'vitest';
import { startReplicas } from '../../source/steps/start-replicas.ts';
import { perform, prepare } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const empty = {
	kind: 'start-replicas',
	project: 'shop',
	release: 'v1',
	compose: { name: 'shop-blue', file: '' },
	existing: [],
	grace: 1_000,
} as const;

const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;

/** A container that some hand or another project.yml made, whatever its labels say. */
const strange = (mounts: readonly string[]) => ({ name: 'strange', image: 'nginx:1.29', labels: {}, ports: [], data: [], mounts });

describe('what is to be mounted and what a container has mounted lie in each other:', () => {
	const project = '/opt/projects/shop';
	test.each([
		['the new one in it', `${project}/data`, 'data/sub', 'running'],
		['the new one in it, while it is stopped', `${project}/data`, 'data/sub', 'stopped'],
		['it in the new one', `${project}/data/sub`, 'data', 'running'],
	])('%s: nothing is started, and both are named', async (_, source, from, state) => {
		const { world } = await shopServer(['v1'], { more: `build: true\nvolumes: ["${from}:/sub"]\n` });
		world.engine.create(strange([source]));
		if (state === 'running') await world.engine.start('strange');
		const { outcome, journal } = await perform(world, next);
		expect(outcome).toBe('failed');
		expect(journal.at(-1)).toMatchObject({
			failure: {
				kind: 'refused',
				what: `Berth does not mount ${project}/${from} while strange mounts ${source}`,
				next: expect.stringContaining('docker rm --force strange'),
			},
		});
		expect(world.engine.containers.filter(({ name }) => name.startsWith('shop-green'))).toEqual([]);
	});

	test('told by the plan already where the project has the container itself', async () => {
		const { world } = await shopServer(['v1'], { more: 'build: true\nvolumes: ["data:/data"]\n' });
		const file = '/opt/projects/shop/project.yml';
		await world.files.writeText(file, world.files.text(file)?.replace('data:/data', 'data/sub:/sub') ?? '');
		await expect(prepare(world, next)).rejects.toMatchObject({
			what: 'Berth does not mount /opt/projects/shop/data/sub while shop-blue-1 mounts /opt/projects/shop/data',
		});
	});

	test('also told of containers that are started again, by the mounts they were made with', async () => {
		const { world, context } = await shopServer(['v1', 'v2'], { more: 'build: true\nvolumes: ["data/sub:/sub"]\n' });
		world.engine.create(strange(['/opt/projects/shop/data']));
		const compose = { ...empty.compose, mounts: [], directory: project };
		const data = { ...empty, compose, berth: 'blue', existing: ['shop-blue-1'], missing: [], ports: [] } as const;
		await expect(startReplicas.perform(data, context)).rejects.toMatchObject({
			kind: 'refused',
			what: expect.stringContaining('/data/sub'),
		});
	});

	test('no trouble with the same directory, one beside it, or a container that was given the whole server', async () => {
		const { world } = await shopServer(['v1'], { more: 'build: true\nvolumes: ["data:/data"]\n' });
		world.engine.create(strange(['/', '/opt/projects', project, `${project}/data`, `${project}/database`]));
		expect((await perform(world, next)).outcome).toBe('done');
	});
});

test('names the port that another program took between plan and start, and leaves nothing behind', async () => {
	const { world } = await shopServer(['v1']);
	world.onChange((what) => {
		if (what === 'created shop-green-1') world.engine.taken.add(8118);
	});
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'The replicas of shop next could not be started in green',
			why: 'port 8118 was taken by nc (process 4711) after the plan was made',
			next: expect.stringContaining("ss -ltnp 'sport = :8118'"),
		},
	});
	expect(world.engine.containers.filter(({ name }) => name.startsWith('shop-green'))).toEqual([]);
});

test('does not go on before every start has ended: a late one would outlive the way back', async () => {
	const { world, context } = await shopServer(['v1', 'v2']);
	const data = { ...empty, berth: 'blue', existing: ['gone', 'shop-blue-2'], missing: [], ports: [] } as const;
	await expect(startReplicas.perform(data, context)).rejects.toMatchObject({ why: expect.stringContaining('no such container') });
	expect(world.engine.find('shop-blue-2')?.state).toBe('running');
});

test('removes also a container that a killed compose still had in the making', async () => {
	const { world, context } = await shopServer(['v1', 'v2']);
	const name = 'shop-blue-1';
	const labels = { 'berth.project': 'shop', 'berth.berth': 'blue' };
	await world.engine.remove(name);
	world.clock.later(100, () => world.engine.create({ name, image: 'shop-backend:v1', ports: [], data: [], labels }));
	const data = { ...empty, berth: 'blue', missing: [name], ports: [8101] } as const;
	if (startReplicas.undo.policy === 'reverse') await startReplicas.undo.perform(data, context);
	await world.clock.wait(1_000);
	expect(world.engine.find(name)).toBeUndefined();
});

test('lets a replica that still answers at the end of the drain end in its own way', async () => {
	const { world, context } = await shopServer(['v1']);
	const connection = world.engine.connect(8101, 700);
	world.clock.later(700, () => connection && world.engine.connections.delete(connection));
	const data = { ...empty, berth: 'blue', missing: ['shop-blue-1', 'shop-blue-2'], ports: [8101, 8102] } as const;
	if (startReplicas.undo.policy === 'reverse') await startReplicas.undo.perform(data, context);
	expect(connection?.isCut).toBe(false);
	expect(world.engine.find('shop-blue-1')).toBeUndefined();
});

test('says of a port that nobody should have any more that Docker may hold it', async () => {
	const { world, context, lines } = await shopServer(['v1']);
	const data = { ...empty, berth: 'green', missing: ['shop-green-1'], ports: [8117, 8118] } as const;
	const { undo } = startReplicas;
	if (undo.policy === 'reverse') await undo.perform(data, context);
	expect(lines).toEqual([]);
	world.engine.taken.add(8118);
	if (undo.policy === 'reverse') await undo.perform(data, context);
	expect(lines.join()).toMatch(/listens on 8118: .*restart Docker/);
});
