import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { LoadResult } from '../../source/sandbox/load/load-settings.ts';
import { listeningPorts, nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

const deploys = 20;

/** Shorter than elsewhere, so that twenty fit into three minutes; still longer than the slowest request of the load. */
const lines = ['drain: 2500ms', 'site: {webSockets: [/ws/]}'];

const version = (index: number) => `r${index}`;

describe('twenty deploys in a row, with 400 requests a second and 20 WebSockets', () => {
	let server: TestServer;
	let shop: TestProject;
	let load: LoadResult;
	const codes: (number | null)[] = [];
	beforeAll(async () => {
		server = await openTestServer('many', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { lines });
		await deploy(0);
		const running = await shop.load({ limit: 400_000 });
		for (let index = 1; index <= deploys; index += 1) codes.push(await deploy(index));
		load = await running.stop();
	}, 500_000);
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	async function deploy(index: number): Promise<number | null> {
		await shop.release(version(index), { BOOT_MS: '500' });
		return (await server.berth('deploy', shop.name, version(index), '--yes')).code;
	}

	test('fail no request', () => {
		console.log(`${load.sent} sent, ${load.failed} failed, ${load.retried} repeated, slowest ${load.slowest} ms, p99 ${load.p99} ms`);
		expect(codes).toEqual(Array.from({ length: deploys }, () => 0));
		expect(load.failures).toEqual([]);
		expect(load.ok).toBe(load.sent);
		expect(Object.keys(load.byVersion)).toHaveLength(deploys + 1);
	});

	test('leave the replicas that serve, the stopped ones of the release before, and no other container', async () => {
		const text = await server.docker('ps', '--all', '--filter', `name=${shop.name}`, '--format', '{{.State}} {{.Label "berth.release"}}');
		const before = Array.from({ length: 3 }, () => `exited ${version(deploys - 1)}`);
		const live = Array.from({ length: 3 }, () => `running ${version(deploys)}`);
		expect(text.split('\n').sort()).toEqual([...before, ...live]);
	});

	test('leave the images and directories of the last three releases only', async () => {
		const kept = [deploys - 2, deploys - 1, deploys].map(version);
		const tags = await server.docker('images', `${shop.name}-backend`, '--format', '{{.Tag}}');
		expect(tags.split('\n').sort()).toEqual(kept);
		expect((await readdir(shop.files.releases)).sort()).toEqual(['current', ...kept]);
		const untagged = ['--filter', 'dangling=true', '--filter', `label=berth.project=${shop.name}`];
		expect(await server.docker('images', '--quiet', ...untagged)).toBe('');
	});

	test('leave one network, the ports of three replicas, and no file beside the sites', async () => {
		expect(await server.docker('network', 'ls', '--filter', `name=${shop.name}`, '--format', '{{.Name}}')).toBe(`${shop.name}_internal`);
		const ports = (await listeningPorts()).filter((port) => port >= server.firstPort && port < server.firstPort + 100);
		expect(ports).toHaveLength(3);
		expect(await readdir(server.layout.conf)).toEqual(['ssl-defaults.conf', `${shop.name}.conf`]);
		expect(await readdir(server.layout.staged)).toEqual([]);
	});
});
