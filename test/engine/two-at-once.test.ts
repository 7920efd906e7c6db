import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

describe('two deploys of one project at once', () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('two', inject('testEngine'));
		shop = await newTestProject(server, 'shop');
		await release('v1');
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	/** It only has to boot for longer than a second command takes to find the lock. */
	const release = (version: string) => shop.release(version, { BOOT_MS: '1000' });

	/** Begins a deploy and returns when it holds the lock. */
	async function begin(version: string) {
		await release(version);
		const watched = watchNextOperation(server.layout);
		const ended = server.berth('deploy', shop.name, version, '--yes');
		const started = await watched.until(({ kind }) => kind === 'doing');
		watched.close();
		return { ended, started, id: await watched.id };
	}

	test('run one after the other: the second says who holds the project since when, and ends with 4', async () => {
		const load = await shop.load();
		const first = await begin('v2');
		const second = await server.berth('deploy', shop.name, 'v1', '--yes');
		expect(second.code).toBe(4);
		const { error } = second.json as { error: { what: string; why: string; next: string } };
		expect(error.what).toBe(`${shop.name} is being changed`);
		const [, pid, since] = /^\S+@\S+ \(deploy, pid (\d+)\) holds it since (\S+)$/.exec(error.why) ?? [];
		expect(Number(pid)).toBeGreaterThan(0);
		expect(Math.abs(Date.parse(since ?? '') - first.started.at)).toBeLessThan(2_000);
		expect(error.next).toContain(`berth attach ${first.id}`);
		expect((await first.ended).code).toBe(0);
		expect(await shop.servingVersion()).toBe('v2');
		expect((await load.stop()).failures).toEqual([]);
	});

	test('begun at the same moment run once: one does it, the other ends with 4', async () => {
		for (const version of ['v1', 'v3']) await release(version);
		const both = await Promise.all(['v1', 'v3'].map((version) => server.berth('deploy', shop.name, version, '--yes')));
		expect(both.map(({ code }) => code).sort()).toEqual([0, 4]);
		expect(await shop.servingVersion()).toBe(both[0]?.code === 0 ? 'v1' : 'v3');
	});

	test('run one after the other: the second waits its turn with --wait', async () => {
		const load = await shop.load();
		await release('v5');
		const first = await begin('v4');
		const second = await server.berth('deploy', shop.name, 'v5', '--yes', '--wait', '2m');
		expect((await first.ended).code).toBe(0);
		expect(second.code).toBe(0);
		expect(await shop.servingVersion()).toBe('v5');
		expect((await load.stop()).failures).toEqual([]);
	});

	test('may be of different projects, and then neither waits for the other', async () => {
		const other = await newTestProject(server, 'other', { replicas: 1 });
		await other.release('v1');
		const first = await begin('v6');
		const second = await server.berth('deploy', other.name, 'v1', '--yes');
		expect(second.code).toBe(0);
		expect((await first.ended).code).toBe(0);
		expect(await other.servingVersion()).toBe('v1');
		expect(await shop.servingVersion()).toBe('v6');
	});
});
