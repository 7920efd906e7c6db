import { expect, test } from 'vitest';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

const deploy = (version: string) => ({ kind: 'deploy', project: 'shop', version }) as const;
const more = 'image: registry.example/shop\n';
const record = (version: string) => `/opt/deploy/projects/shop/releases/${version}/release.json`;

test('leaves one tag of a pulled image, so that it goes with its release, and keeps its digest on record', async () => {
	const { world } = await shopServer([], { more });
	world.engine.images.registry.add('registry.example/shop:next');
	expect((await perform(world, deploy('next'))).outcome).toBe('done');
	expect(world.engine.images.find('shop-backend:next')?.tags).toEqual(['shop-backend:next']);
	expect(JSON.parse(world.files.text(record('next')) ?? '')).toMatchObject({
		digest: expect.stringContaining('registry.example/shop@sha256:'),
	});
});

test('uses an image that is here already, and leaves its own tag alone', async () => {
	const { world } = await shopServer([], { more });
	world.engine.images.build('registry.example/shop:next', 0);
	expect((await perform(world, deploy('next'))).outcome).toBe('done');
	expect(world.engine.images.find('shop-backend:next')?.tags.toSorted()).toEqual(['registry.example/shop:next', 'shop-backend:next']);
});

test('says which image could not be pulled, and what to check', async () => {
	const { world } = await shopServer([], { more });
	world.engine.images.answer = { kind: 'unknown', why: 'no answer within 5 s' };
	const { outcome, journal } = await perform(world, deploy('next'));
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: {
			what: 'The image of shop next could not be pulled',
			why: 'registry.example/shop:next: manifest for registry.example/shop:next not found',
			next: expect.stringContaining('docker login'),
		},
	});
	expect(world.files.text(record('next'))).toBeUndefined();
});

test('plans no deploy of an image that the registry does not have, and asks for none that is here already', async () => {
	const { world } = await shopServer([], { more });
	await expect(perform(world, deploy('next'))).rejects.toMatchObject({ what: 'There is no image registry.example/shop:next' });
	world.engine.images.build('registry.example/shop:next', 0);
	expect((await perform(world, deploy('next'))).outcome).toBe('done');
});

test('gives the tag back to the image that runs when a second build of the live release turns out ill', async () => {
	const { world } = await shopServer(['v1']);
	const image = world.engine.images.find('shop-backend:v1')?.id;
	const text = world.files.text(record('v1'));
	world.engine.faults.set('shop-backend:v1', { answers: 500 });
	expect((await perform(world, deploy('v1'))).outcome).toBe('failed');
	expect(world.engine.images.find('shop-backend:v1')?.id).toBe(image);
	expect(world.files.text(record('v1'))).toBe(text);
});
