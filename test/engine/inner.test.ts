import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { answerOf } from './setup/ask-site.ts';
import { endInterrupted } from './setup/end-interrupted.ts';
import { nothing } from './setup/leftovers.ts';
import { serverPorts } from './setup/server-ports.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';

describe('behind an nginx of its own in its network, with 400 requests a second,', () => {
	let server: TestServer;
	let shop: TestProject;
	const port = serverPorts('inner').firstPort + 90;
	beforeAll(async () => {
		server = await openTestServer('inner', inject('testEngine'), { startProxy: false });
		shop = await newTestProject(server, 'shop', { replicas: 2, inner: true });
		for (const version of ['v1', 'v2', 'v3']) await shop.release(version, { BOOT_MS: '500' });
		await shop.release('bad', { BOOT_MS: '0', FAULT: 'exit' });
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	async function seen(version: string, ...words: string[]): Promise<void> {
		const change = await underLoad(server, shop, ...words, '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expectTrueProof(change);
		expect(await shop.servingVersion()).toBe(version);
	}

	test('a project is deployed for the first time', async () => {
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		expect(await shop.servingVersion()).toBe('v1');
		await server.mustBerth('proxy', 'check', shop.name);
	});

	test('a deploy, a warm roll back, a scale and a cold roll back fail no request', async () => {
		await seen('v2', 'deploy', shop.name, 'v2');
		await seen('v1', 'rollback', shop.name);
		await seen('v1', 'scale', shop.name, '3');
		await seen('v3', 'deploy', shop.name, 'v3');
		await seen('v2', 'rollback', shop.name, 'v2');
	});

	test('a release that is ill gets no request', async () => {
		expect((await server.berth('deploy', shop.name, 'bad', '--yes')).code).toBe(1);
		expect(await shop.servingVersion()).toBe('v2');
	});

	test('a replica that Docker starts again has the address that it had, whatever was started meanwhile', async () => {
		const addressOf = async (name: string) =>
			(await server.docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', name)).trim();
		const names = (await server.docker('ps', '--format', '{{.Names}}')).trim().split('\n');
		const one = names.find((name) => /-(?:blue|green)-1$/.test(name) && name.startsWith(shop.name)) ?? '';
		const before = await addressOf(one);
		await server.docker('stop', '--time', '5', one);
		const other = ['--name', `${shop.name}-other`, '--network', `${shop.name}_internal`];
		await server.docker('run', '--detach', ...other, server.images.app, 'sleep', '60');
		await server.docker('start', one);
		expect(await addressOf(one)).toBe(before);
		await server.docker('rm', '--force', `${shop.name}-other`);
		await vi.waitFor(async () => expect((await server.berth('health', shop.name)).code).toBe(0), { timeout: 10_000, interval: 200 });
	});

	test.each([
		{ kind: 'doing', step: 'stage-site', delay: 10 },
		{ kind: 'doing', step: 'route', delay: 30 },
		{ kind: 'done', step: 'route', delay: 5 },
	] as const)('a runner that is killed at $kind $step leaves one release that serves', async (moment) => {
		await server.mustBerth('deploy', shop.name, 'v2', '--yes');
		const sides = { words: ['deploy', shop.name, 'v1'], old: { version: 'v2', replicas: 3 }, new: { version: 'v1', replicas: 3 } };
		const end = await endInterrupted(server, shop, moment, sides);
		expect(['v1', 'v2']).toContain(end.version);
	});

	test('it tells nobody but the server which release serves, and no other host name anything', async () => {
		expect((await answerOf(port, shop.domain, '/.berth')).body).toMatch(/^v[12] (?:blue|green) /);
		const visitor = { 'X-Forwarded-For': '203.0.113.9' };
		expect((await answerOf(port, shop.domain, '/.berth', visitor)).status).toBe(404);
		expect((await answerOf(port, 'unknown.test', '/')).status).toBe(404);
	});

	test('its proxy is started again by name', async () => {
		await server.docker('rm', '--force', `${shop.name}-nginx`);
		expect((await server.berth('deploy', shop.name, 'v3', '--yes')).json.error).toMatchObject({
			next: `Start it with \`berth proxy start ${shop.name}\``,
		});
		await server.mustBerth('proxy', 'start', shop.name, '--yes');
		expect(['v1', 'v2']).toContain(await shop.servingVersion());
	});

	test('it goes with the project', async () => {
		await server.mustBerth('remove', shop.name, '--yes');
		expect((await server.docker('ps', '--all', '--format', '{{.Names}}')).split('\n')).not.toContain(`${shop.name}-nginx`);
	});
});
