import { expect, test } from 'vitest';
import { brokenLine } from '../fakes/model-host-nginx.ts';
import { perform } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from './step-context.ts';

const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;
const site = '/opt/nginx/conf.d/shop.conf';
const blog = '/opt/nginx/conf.d/blog.conf';

test('keeps v1 serving when nginx takes no signal', async () => {
	const { world } = await shopServer(['v1']);
	const before = world.files.text(site);
	const traffic = new ModelTraffic(world, 'shop.example');
	world.nginx.isDeaf = true;
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({ failure: { what: 'nginx did not take the new configuration within 15 s' } });
	expect(world.files.text(site)).toBe(before);
	expect(traffic.requests).toBeGreaterThan(100);
	expect(traffic.failures).toEqual([]);
});

test('waits on the way back for workers that are slow to leave, and says which they are on the way forth', async () => {
	const { world } = await shopServer(['v1']);
	const before = world.files.text(site);
	world.nginx.overlap = 20_000;
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	const { failure } = journal.at(-1) as { failure: { what: string; why: string } };
	expect(failure.what).toBe('nginx did not take the new configuration within 15 s');
	expect(failure.why).toMatch(/workers with the configuration of before still take connections \(processes 10\d\)|expected was/);
	expect(world.files.text(site)).toBe(before);
});

test('keeps v1 serving when a file of another project breaks after the plan was made', async () => {
	const { world } = await shopServer(['v1']);
	const before = world.nginx.loaded;
	const traffic = new ModelTraffic(world, 'shop.example');
	world.onChange((what) => {
		if (what === 'started shop-green-1') world.files.put({ [blog]: `server { ${brokenLine} }\n` });
	});
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: { what: 'nginx refuses the site of shop next', why: expect.stringContaining(`unknown directive "brokn" in ${blog}:1`) },
	});
	expect(world.nginx.loaded).toEqual(before);
	expect(traffic.failures).toEqual([]);
});

test('goes back at once when nginx refuses the reload, because another file broke in the last moment', async () => {
	const { world } = await shopServer(['v1']);
	const before = world.nginx.loaded;
	const traffic = new ModelTraffic(world, 'shop.example');
	world.onChange((what) => {
		const isWritten = world.files.text(site)?.includes('# release: next') === true;
		if (isWritten && what === 'files.writeText') world.files.put({ [blog]: `server { ${brokenLine} }\n` });
	});
	const began = world.clock.now();
	const { outcome, journal } = await perform(world, next);
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: { what: 'nginx refused to load its configuration', why: expect.stringContaining(blog) },
	});
	expect(world.clock.now() - began).toBeLessThan(6_000);
	expect(world.nginx.loaded).toEqual(before);
	expect(world.files.text(site)).toContain('# release: v1');
	expect(traffic.failures).toEqual([]);
});

test('sets a broken site of another project aside, keeps it, and puts the copy in its place that nginx accepted last', async () => {
	const { world } = await shopServer(['v1']);
	const broken = `server { ${brokenLine} }\n`;
	world.files.put({ [blog]: broken, '/opt/nginx/accepted/blog.conf': 'server { server_name blog.example; }\n' });
	expect((await perform(world, next)).outcome).toBe('done');
	expect(world.files.text(blog)).toBe('server { server_name blog.example; }\n');
	expect(world.files.text(`${blog}.broken`)).toBe(broken);
});

test('sends no request to a new replica before the switch, and none to an old one after the drain', async () => {
	const { world } = await shopServer(['v1']);
	const traffic = new ModelTraffic(world, 'shop.example');
	const wrong: string[] = [];
	let routed = false;
	world.onChange((what) => {
		const used = new Set([...world.engine.connections].map(({ container }) => container.image));
		if (what === 'nginx loaded its configuration') routed = true;
		if (!routed && used.has('shop-backend:next')) wrong.push(what);
		if (what.startsWith('stopping') && used.has('shop-backend:v1')) wrong.push(what);
	});
	expect((await perform(world, next)).outcome).toBe('done');
	expect(wrong).toEqual([]);
	expect(traffic.failures).toEqual([]);
});

test('lets answers of the new release end before it is removed again', async () => {
	const { world } = await shopServer(['v1']);
	const traffic = new ModelTraffic(world, 'shop.example');
	const served: string[] = [];
	world.onChange((what) => {
		if (what === 'old workers take nothing any more') served.push(/# release: (\S+)/.exec(world.nginx.loaded?.[site] ?? '')?.[1] ?? '');
	});
	const whole = await perform(await shopServer(['v1']).then((stage) => stage.world), next);
	const at = whole.process.calls.findIndex((call) => call.startsWith('files.link')) + 1;
	expect((await perform(world, next, { at, how: 'fail' })).outcome).toBe('failed');
	expect(served).toEqual(['next', 'v1']);
	expect(traffic.failures).toEqual([]);
});
