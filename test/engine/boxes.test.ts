import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

describe('containers', () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('boxes', inject('testEngine'));
		const { postgres, redis } = server.images;
		const lines = ['drain: 1s', 'grace: 2s'];
		shop = await newTestProject(server, 'shop', { replicas: 1, words: ['--postgres', postgres, '--redis', redis], lines });
		await shop.edit((text) => text.replace('timeout: 60s', 'timeout: 20s'));
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	const release = (version: string, environment = {}) => shop.release(version, { BOOT_MS: '100', ...environment });
	const toDockerfile = (version: string, text: string) => appendFile(join(shop.files.releases, version, 'Dockerfile.prod'), text);

	test('work with hardly a right: nginx, PostgreSQL, Redis and the app, whose image claims to be another’s', async () => {
		await release('v1');
		await toDockerfile('v1', 'LABEL berth.service=ghost berth.project=other berth.role=proxy\n');
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		const format = '{{.Name}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.PidsLimit}}';
		const names = [server.proxyContainer, ...['postgres', 'redis', 'blue-1'].map((part) => `${shop.name}-${part}`)];
		const lines = (await server.docker('inspect', '--format', format, ...names)).trim().split('\n');
		expect(lines).toEqual(names.map((name) => `/${name} [ALL] [no-new-privileges:true] ${name === server.proxyContainer ? 8192 : 1024}`));
		const health = await server.mustBerth('health', shop.name);
		expect(health.stdout).not.toMatch(/not confined|CAP_|ghost|other/);
	});
});
