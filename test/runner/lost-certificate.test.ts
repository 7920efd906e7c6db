import { beforeEach, describe, expect, test } from 'vitest';
import { findProject } from '../../source/model/snapshot.ts';
import { isDueForRenewal } from '../../source/operations/renew-certificate.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { addProject, deployAll, perform, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const path = '/opt/nginx/certificates/shop/1';
const site = '/opt/nginx/conf.d/shop.conf';
const { world: made } = await shopServer(['v1']);
await addProject(made, { name: 'blog', replicas: 1, versions: ['v1', 'next'] });
await deployAll(made, 'blog', ['v1']);
expect((await perform(made, { kind: 'issue-certificate', project: 'shop' })).outcome).toBe('done');
const saved = await made.save();

let world: ModelWorld;
beforeEach(async () => {
	world = await ModelWorld.create(saved);
	await world.files.remove(path);
});

const failure = async (...[intent]: [Parameters<typeof perform>[1]]) => {
	const { journal } = await perform(world, intent).catch((error: unknown) => ({ journal: [{ failure: error }] }));
	return (journal.at(-1) as { failure?: { what: string; why?: string; next?: string } }).failure;
};

describe('a certificate that somebody has removed while its site needs it', () => {
	test('keeps another project from changing, and is named with the way out', async () => {
		for (const intent of [{ kind: 'deploy', project: 'blog', version: 'next' } as const, { kind: 'reload-proxy' } as const]) {
			expect(await failure(intent)).toMatchObject({
				what: 'nginx would not load its present configuration',
				why: expect.stringContaining(`${path}/fullchain.pem of shop is missing`),
				next: expect.stringContaining('`berth certificate issue shop`'),
			});
		}
	});

	test.each([
		['issue', { kind: 'issue-certificate', project: 'shop' }],
		['renewal', { kind: 'renew-certificate', project: 'shop' }],
	] as const)('is mended by %s, under another number, so that nginx loads it', async (_, intent) => {
		expect((await perform(world, intent)).outcome).toBe('done');
		expect(world.nginx.loaded?.[site]).toContain('/opt/nginx/certificates/shop/2/fullchain.pem');
		expect((await perform(world, { kind: 'deploy', project: 'blog', version: 'next' })).outcome).toBe('done');
	});

	test('is done without by going back to HTTP', async () => {
		expect((await perform(world, { kind: 'remove-certificate', project: 'shop' })).outcome).toBe('done');
		expect(world.nginx.loaded?.[site]).not.toContain('ssl_certificate');
		expect((await perform(world, { kind: 'deploy', project: 'blog', version: 'next' })).outcome).toBe('done');
	});

	test('is due, so that the timer mends it', async () => {
		const { host, layout, settings } = workplace(world.process().host);
		const snapshot = await observeServer(host, layout, settings);
		const shop = findProject(snapshot, 'shop');
		expect(shop && isDueForRenewal(snapshot, shop)).toBe(true);
	});

	test('leaves what is served as it is where none can be had', async () => {
		const before = world.nginx.loaded;
		world.authority.addresses.set('shop.example', []);
		expect((await perform(world, { kind: 'issue-certificate', project: 'shop' })).outcome).toBe('failed');
		expect(world.nginx.loaded).toEqual(before);
	});
});
