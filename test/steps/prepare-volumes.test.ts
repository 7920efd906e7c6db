import { expect, test } from 'vitest';
import { prepareVolumes } from '../../source/steps/prepare-volumes.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const deploy = { kind: 'deploy', project: 'shop', version: 'next' } as const;
const more = 'build: true\nvolumes: [volumes/data:/data]\n';
const data = '/opt/projects/shop/volumes/data';
const step = { kind: 'prepare-volumes', project: 'shop', image: 'shop-backend:next', volumes: [data] } as const;

async function serverWith(user: string, history: readonly string[] = []): Promise<ModelWorld> {
	const { world } = await shopServer(history, { more });
	world.engine.images.user = user;
	return world;
}

async function saidOf(world: ModelWorld): Promise<readonly string[]> {
	const { outcome, journal } = await perform(world, deploy);
	expect(outcome).toBe('done');
	return journal.flatMap((entry) => (entry.kind === 'line' && entry.text.includes(data) ? [entry.text] : []));
}

test('gives a directory that it makes for a volume to the image’s user, before anything runs', async () => {
	const world = await serverWith('4321');
	const { plan } = await prepare(world, deploy);
	const kinds = plan.steps.map(({ kind }) => kind);
	expect(kinds.indexOf('prepare-volumes')).toBe(kinds.indexOf('obtain-image') + 1);
	expect(await saidOf(world)).toEqual([]);
	expect(await world.files.stat(data)).toMatchObject({ kind: 'directory', owner: 4321 });
});

test('gives it to the user that project.yml names rather than to the image’s', async () => {
	const { world } = await shopServer([], { more: `${more}security: {user: "1000:1000"}\n` });
	world.engine.images.user = '4321';
	await saidOf(world);
	expect(await world.files.stat(data)).toMatchObject({ owner: 1000 });
});

test('leaves a directory that was there to its owner, and says the command where the app cannot write', async () => {
	const world = await serverWith('4321:99');
	await world.files.makeDirectory(data);
	expect(await saidOf(world)).toEqual([
		`${data} belongs to user 0, and the app runs as 4321:99, so it cannot write there: chown -R 4321:99 ${data}`,
	]);
	expect(await world.files.stat(data)).toMatchObject({ owner: 0 });
});

test('says nothing where anybody may write, or where the app runs as root', async () => {
	const open = await serverWith('4321');
	await open.files.makeDirectory(data, 0o777);
	expect(await saidOf(open)).toEqual([]);
	for (const root of ['', '0', 'root', '0:0']) {
		const world = await serverWith(root);
		await world.files.makeDirectory(data);
		expect(await saidOf(world)).toEqual([]);
	}
});

test('says how to find the number of a user that only the image knows', async () => {
	const [said] = await saidOf(await serverWith('app'));
	expect(said).toBe(
		`${data} belongs to root, and the app runs as app, so it cannot write there: chown -R "$(docker run --rm --network none --entrypoint id shop-backend:next -u app)" ${data}`,
	);
});

test('quotes a hostile name of a user in the command that it says', async () => {
	const stage = await shopServer([], { more });
	stage.world.engine.images.user = `$(reboot)'; reboot`;
	stage.world.engine.images.build('shop-backend:next', 0);
	await prepareVolumes.perform(step, stage.context);
	expect(stage.lines[0]).toContain(`-u '$(reboot)'\\''; reboot')`);
});

test('makes a volume again that somebody removed, for the same user', async () => {
	const world = await serverWith('4321');
	await saidOf(world);
	await world.files.remove(data);
	const { plan } = await prepare(world, { kind: 'scale', project: 'shop', replicas: 2 });
	expect(plan.steps).toEqual([step]);
	expect((await perform(world, { kind: 'scale', project: 'shop', replicas: 2 })).outcome).toBe('done');
	expect(await world.files.stat(data)).toMatchObject({ owner: 4321 });
});
