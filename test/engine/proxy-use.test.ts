import { access } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { projectLayout } from '../../source/server/layout.ts';
import { answerOf } from './setup/ask-site.ts';
import { killRunner } from './setup/kill-runner.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, underLoad } from './setup/under-load.ts';

describe("moved between the server's nginx and one of its own, with 400 requests a second,", () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('use', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas: 2 });
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '300' });
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	const ownPort = () => server.firstPort + 90;

	async function seen(version: string, ...words: string[]): Promise<void> {
		const change = await underLoad(server, shop, ...words, '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expect(change.stored.finished.proof).toMatchObject({ probesFailed: 0, requestsFailed: 0, failures: [] });
		expect(await shop.servingVersion()).toBe(version);
	}

	async function versionAt(port: number): Promise<unknown> {
		return (JSON.parse((await answerOf(port, shop.domain, '/version')).body) as { readonly version?: unknown }).version;
	}

	test('it goes to its own without a failed request, and the server passes on to that', async () => {
		await seen('v1', 'proxy', 'use', 'inner', shop.name);
		expect(await versionAt(ownPort())).toBe('v1');
	});

	test('deploys go to its own, and whoever asks the server gets them', async () => {
		await seen('v2', 'deploy', shop.name, 'v2');
		expect(await versionAt(ownPort())).toBe('v2');
		await seen('v1', 'rollback', shop.name);
		expect((await server.berth('health', shop.name)).code).toBe(0);
	});

	test('it comes back without a failed request, and nothing of its own is left', async () => {
		await seen('v1', 'proxy', 'use', 'server', shop.name);
		await expect(answerOf(ownPort(), shop.domain, '/')).rejects.toThrow('ECONNREFUSED');
		await expect(access(projectLayout(server.layout, shop.name).ownProxy)).rejects.toThrow('ENOENT');
		await seen('v2', 'deploy', shop.name, 'v2');
	});

	test.each([
		{ which: 'inner', kind: 'doing', step: 'start-proxy', delay: 100 },
		{ which: 'inner', kind: 'done', step: 'route', delay: 0 },
		{ which: 'server', kind: 'doing', step: 'route', delay: 20 },
		{ which: 'server', kind: 'doing', step: 'stop-proxy', delay: 100 },
	] as const)('a move to $which whose runner is killed at $kind $step ends whole on one side, without a failed request', async (at) => {
		const { which, ...moment } = at;
		await server.mustBerth('proxy', 'use', which === 'inner' ? 'server' : 'inner', shop.name, '--yes');
		const load = await shop.load({ webSockets: 0 });
		const { told } = await killRunner(server, moment, 'proxy', 'use', which, shop.name);
		if (told.code !== 0)
			console.log((await server.berth('resume', shop.name)).stdout.slice(-1500), (await server.berth('health', shop.name)).stdout);
		expect((await load.stop()).failures).toEqual([]);
		expect(await shop.servingVersion()).toBe('v2');
		expect((await server.berth('health', shop.name)).json).toMatchObject({ ok: true });
	});

	test('removed while it has its own, it leaves neither', async () => {
		await server.mustBerth('proxy', 'use', 'inner', shop.name, '--yes');
		await server.mustBerth('remove', shop.name, '--yes');
		expect((await answerOf(server.httpPort, shop.domain, '/')).status).toBe(404);
	});
});
