import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';

describe('with 400 requests a second, slow ones and posts among them, and 20 WebSockets', () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('change', inject('testEngine'));
		shop = await newTestProject(server, 'shop');
		for (const version of ['v1', 'v2', 'v3']) await shop.release(version);
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
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

	test('a deploy of 3 replicas fails no request and closes no WebSocket early, and its proof is true', async () => {
		await seen('v2', 'deploy', shop.name, 'v2');
	});

	test('a warm roll back fails none', async () => {
		await seen('v1', 'rollback', shop.name);
	});

	test('scaling from 3 to 6 replicas fails none', async () => {
		await seen('v1', 'scale', shop.name, '6');
	});

	test('scaling from 6 replicas to 1 fails none', async () => {
		await seen('v1', 'scale', shop.name, '1');
	});

	test('scaling back from 1 replica to 3 fails none', async () => {
		await seen('v1', 'scale', shop.name, '3');
	});

	test('a deploy after that fails none', async () => {
		await seen('v3', 'deploy', shop.name, 'v3');
	});

	test('a cold roll back, to a release whose containers are gone, fails none', async () => {
		await seen('v2', 'rollback', shop.name, 'v2');
	});
});
