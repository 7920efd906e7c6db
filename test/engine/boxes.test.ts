import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { FailureFacts } from '../../source/model/failure.ts';
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
		await shop.edit((text) => text.replace('timeout: 60s', 'timeout: 4s'));
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

	const failureOf = async (version: string) => (await server.berth('deploy', shop.name, version, '--yes')).json.failure as FailureFacts;
	const command = (...words: string[]) => `CMD ${JSON.stringify(words)}\n`;

	test('are told by their own exit code, also while Docker starts them again and again', async () => {
		await release('v7');
		await toDockerfile('v7', command('node', '-e', 'setTimeout(() => process.exit(7), 300)'));
		expect((await failureOf('v7')).why).toMatch(/^it exited with code 7/);
	});

	test('of which nothing listens but on 127.0.0.1 are told to listen on 0.0.0.0', async () => {
		await release('v8');
		const server = "require('http').createServer((_, answer) => answer.end()).listen(8000, '127.0.0.1')";
		await toDockerfile('v8', command('node', '-e', server));
		expect((await failureOf('v8')).next).toContain('listens on 0.0.0.0 (not 127.0.0.1)');
	});

	test('whose memory runs out again and again are told so, first of all', async () => {
		const name = `${shop.name}-blue-1`;
		const eat = 'const all = []; setInterval(() => all.push(Buffer.alloc(8e6, 1)), 10)';
		await server.docker('rm', '--force', name);
		await server.docker(
			'run',
			'--detach',
			'--name',
			name,
			'--network',
			'none',
			'--memory',
			'48m',
			'--restart',
			'always',
			'--label',
			`berth.project=${shop.name}`,
			server.images.app,
			'node',
			'-e',
			eat,
		);
		await vi.waitFor(async () => expect(Number(await server.docker('inspect', '--format', '{{.RestartCount}}', name))).toBeGreaterThan(1), {
			timeout: 20_000,
			interval: 200,
		});
		const { stdout } = await server.berth('health', shop.name);
		expect(stdout).toContain('used more memory than it may');
	});
});
