import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FailureFacts } from '../../source/model/failure.ts';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

const lines = ['drain: 3s', 'grace: 2s', 'site: {webSockets: [/ws/]}', 'migrate: {command: [node, server.mjs, migrate], timeout: 3s}'];

const healthLimit = 4;

describe('while 400 requests a second go through it, v1 serves on without a failed one and nothing is left behind when', () => {
	let server: TestServer;
	let shop: TestProject;
	let load: Load;
	beforeAll(async () => {
		server = await openTestServer('release', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { lines, replicas: 2 });
		await shop.edit((text) => text.replace('timeout: 60s', `timeout: ${healthLimit}s`));
		await release('v1');
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		load = await shop.load({ limit: 400_000 });
	});
	afterAll(async () => {
		const result = await load.stop();
		expect(result.failures).toEqual([]);
		expect(Object.keys(result.byVersion)).toEqual(['v1']);
		expect(result.webSockets.closed).toEqual([]);
		expect(await server.close()).toEqual(nothing);
	});

	const release = (version: string, environment = {}) => shop.release(version, { BOOT_MS: '300', ...environment });
	const deploy = (version: string) => server.berth('deploy', shop.name, version, '--yes');
	const undone = (version: string, expected: Parameters<typeof expectUndone>[3], during?: () => Promise<void>) =>
		expectUndone(
			server,
			shop,
			async () => {
				const [told] = await Promise.all([deploy(version), during?.()]);
				return told;
			},
			expected,
		);

	test('its image cannot be pulled', async () => {
		const built = await readFile(shop.files.file, 'utf8');
		await shop.edit((text) => text.replace(/^build:.*$/m, 'image: 127.0.0.1:1/none'));
		await undone('v9', {
			code: 1,
			what: `The image of ${shop.name} v9 could not be pulled`,
			why: /127\.0\.0\.1:1\/none:v9.*refused/,
			next: /docker login/,
		});
		await shop.edit(() => built);
	});

	test('its build fails', async () => {
		await release('v2');
		await appendFile(join(shop.files.releases, 'v2', 'Dockerfile.prod'), 'RUN echo no such package >&2; exit 7\n');
		const told = await undone('v2', {
			code: 1,
			what: `Docker could not build ${shop.name}-backend:v2`,
			why: /returned a non-zero code: 7|exit code: 7/,
		});
		expect(told.stdout).toContain('no such package');
	});

	test('its migration fails', async () => {
		await release('v2', { MIGRATE_FAULT: 'fail' });
		const told = await undone('v2', {
			code: 1,
			what: `The migrations of ${shop.name} v2 failed`,
			why: /exit code 1/,
			next: /No traffic was moved/,
		});
		expect(told.stdout).toContain('column \\"visitor\\" already exists');
	});

	test('its migration hangs', async () => {
		await release('v2', { MIGRATE_FAULT: 'hang' });
		await undone('v2', { code: 1, what: `The migrations of ${shop.name} v2 failed`, why: /3 s/, next: /look at the database/ });
	});

	test('its replicas exit at once', async () => {
		await release('v2', { FAULT: 'exit' });
		const told = await undone('v2', {
			code: 1,
			what: /^t-release-shop-green-\d \(t-release-shop v2\) does not run$/,
			why: /exited with code 1/,
			next: /^v1 is still serving/,
		});
		expect(told.stdout).toContain('cannot start: FAULT=exit');
	});

	const unhealthy = { code: 1, what: /^t-release-shop v2 never became healthy$/, next: /^v1 is still serving/ };

	test('its replicas never answer', async () => {
		await release('v2', { FAULT: 'never' });
		await undone('v2', {
			...unhealthy,
			why: /GET http:\/\/127\.0\.0\.1:\d+\/health with Host t-release-shop\.test gave no answer .* for 4 s/,
		});
	});

	test('its health check answers 500', async () => {
		await release('v2', { FAULT: 'health-500' });
		const told = await undone('v2', { ...unhealthy, why: /answered 500 for 4 s; it said: .*failing/, next: /more of them in \/\S+\.log;/ });
		const [path = ''] = /\/\S+\.log/.exec((told.json.failure as FailureFacts).next ?? '') ?? [];
		const kept = (await readFile(path, 'utf8')).trimEnd().split('\n');
		expect(kept.length).toBeGreaterThan(20);
		expect(kept[0]).toContain('starting, listens after 300 ms');
		expect(kept.at(-1)).toContain('the health check fails on purpose');
		expect((await server.mustBerth('logs', shop.name, '--source', 'failed', '--errors')).stdout).toMatch(/t-release-shop-green-\d-v2\.log/);
	});

	test('its health check answers 301', async () => {
		await release('v2', { FAULT: 'health-301' });
		await undone('v2', { ...unhealthy, why: /answered 301 \(redirects are not followed\) for 4 s/ });
	});

	test('one of its ports is taken after the plan was made', async () => {
		await release('v2');
		const watched = watchNextOperation(server.layout);
		const port = server.firstPort + 17;
		const taker = createServer();
		await undone(
			'v2',
			{
				code: 1,
				what: `The replicas of ${shop.name} v2 could not be started in green`,
				why: new RegExp(`^port ${port} was taken`),
				next: /ss -ltnp/,
			},
			async () => {
				await watched.until(({ kind }) => kind === 'doing');
				await new Promise<void>((resolve) => taker.listen(port, '127.0.0.1', resolve));
			},
		);
		watched.close();
		taker.close();
	});

	test('nginx refuses its site', async () => {
		await release('v2');
		const certificate = join(server.layout.certificates, shop.domain);
		await mkdir(certificate, { recursive: true });
		for (const name of ['fullchain.pem', 'privkey.pem']) await writeFile(join(certificate, name), 'no certificate at all\n');
		await undone('v2', {
			code: 1,
			what: `nginx refuses the site of ${shop.name} v2`,
			why: /\[emerg\].* cannot load certificate/,
			next: /Nothing was changed/,
		});
		await rm(certificate, { recursive: true });
	});
});
