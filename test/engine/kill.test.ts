import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endInterrupted, expectDeath } from './setup/end-interrupted.ts';
import { expectServing } from './setup/expect-whole.ts';
import { killRunner } from './setup/kill-runner.ts';
import { nothing } from './setup/leftovers.ts';
import { readOperation } from './setup/operations.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

const replicas = 2;

describe('a deploy whose runner is killed, with 400 requests a second,', () => {
	let server: TestServer;
	let shop: TestProject;
	let live = 'v1';
	beforeAll(async () => {
		server = await openTestServer('kill', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas });
		await release('v1');
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	const release = (version: string) => shop.release(version, { BOOT_MS: '1000' });
	const sides = (version: string) => ({
		words: ['deploy', shop.name, version],
		old: { version: live, replicas },
		new: { version, replicas },
	});

	test('is undone by `berth resume` while replicas were starting, and no request fails', async () => {
		await release('v2');
		const end = await endInterrupted(server, shop, { kind: 'doing', step: 'start-replicas', delay: 300 }, sides('v2'));
		expect(end.version).toBe('v1');
	});

	test('is finished by `berth resume` once traffic has moved, and no request fails', async () => {
		await release('v2');
		const end = await endInterrupted(server, shop, { kind: 'done', step: 'route' }, sides('v2'));
		expect(end.version).toBe('v2');
		live = 'v2';
	});

	test('is ended by the next operation by itself, though somebody removed the locks, and no request fails', async () => {
		for (const version of ['v3', 'v4']) await release(version);
		const load = await shop.load({ webSockets: 0 });
		const { told, id } = await killRunner(server, { kind: 'doing', step: 'route', delay: 60 }, 'deploy', shop.name, 'v3');
		expectDeath(told, id);
		await rm(server.layout.locks, { recursive: true });
		const words = `was interrupted; \`berth resume ${shop.name}\` finishes or undoes it`;
		expect((await server.berth('status', shop.name)).json.why).toContain(words);
		expect((await server.berth('deploy', shop.name, 'v4', '--yes')).code).toBe(0);
		expect((await readOperation(server.layout, id)).finished.outcome).toBe('failed');
		await expectServing(server, shop, 'v4', replicas);
		expect((await load.stop()).failures).toEqual([]);
	});
});
