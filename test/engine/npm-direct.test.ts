import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { answerOf } from './setup/ask-site.ts';
import { endInterrupted } from './setup/end-interrupted.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { type NpmStandIn, npmPlace, startNpm } from './setup/npm-stand-in.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';

describe('in a stand-in for Nginx Proxy Manager itself, beside its hosts, with 400 requests a second,', () => {
	let npm: NpmStandIn;
	let server: TestServer;
	let shop: TestProject;
	let top: string;
	const ofOperator = 'map $host $mine {\n\tdefault 1;\n}\n';
	beforeAll(async () => {
		const testEngine = inject('testEngine');
		const { container, data } = npmPlace('npm-direct');
		const settings = [`npm: {container: ${container}, data: ${data}}`];
		server = await openTestServer('npm-direct', testEngine, { startProxy: false, proxy: ['  driver: npm'], settings, npm: data });
		npm = await startNpm('npm-direct', testEngine, server.httpPort);
		top = join(npm.data, 'nginx/custom/http_top.conf');
		await writeFile(top, ofOperator);
		await npm.save(1, { domains: ['old.test'], server: '127.0.0.1', port: 80, advanced: 'location / { return 200 "the old shop"; }' });
		await server.mustBerth('proxy', 'start', '--yes');
		shop = await newTestProject(server, 'shop', { replicas: 2 });
		for (const version of ['v1', 'v2', 'v3']) await shop.release(version, { BOOT_MS: '500' });
		await shop.release('bad', { BOOT_MS: '0', FAULT: 'exit' });
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	/** While a change is made, somebody asks for a host of NPM's all the time. */
	async function othersAnswer<Result>(change: Promise<Result>): Promise<Result> {
		let isOver = false;
		void change.finally(() => {
			isOver = true;
		});
		while (!isOver) {
			expect((await answerOf(npm.port, 'old.test', '/')).body).toBe('the old shop');
			await sleep(20);
		}
		return change;
	}

	async function seen(version: string, ...words: string[]): Promise<void> {
		const change = await othersAnswer(underLoad(server, shop, ...words, '--yes'));
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expectTrueProof(change);
		expect(await shop.servingVersion()).toBe(version);
	}

	test('one line is added to the file that it leaves to the operator', async () => {
		expect((await readFile(top, 'utf8')).replace(/\ninclude \S+\/berth\.conf; # the sites of Berth\n/, '')).toBe(ofOperator);
		expect((await answerOf(npm.port, 'old.test', '/')).body).toBe('the old shop');
		await server.mustBerth('proxy', 'check');
	});

	test('nothing is deployed before its host forwards to Berth, and what to enter is told', async () => {
		const told = await server.berth('deploy', shop.name, 'v1', '--yes');
		expect(told).toMatchObject({ code: 2, json: { error: { what: `Nginx Proxy Manager does not forward ${shop.domain} to Berth` } } });
		const { target } = (await server.berth('proxy', 'front', shop.name)).json as {
			readonly target: { readonly servers: [string]; readonly port: number };
		};
		await npm.save(2, { domains: [shop.domain], server: target.servers[0], port: target.port });
		await vi.waitFor(async () => expect((await answerOf(npm.port, shop.domain, '/')).status).toBe(404));
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		expect(await shop.servingVersion()).toBe('v1');
		expect((await server.berth('health', shop.name)).code).toBe(0);
	});

	test('a deploy, a warm roll back, a scale and a cold roll back fail no request, and change no file of NPM', async () => {
		const ofNpm = async () => Object.entries(await npm.files()).filter(([path]) => !path.includes('/nginx/berth/'));
		const before = await ofNpm();
		await seen('v2', 'deploy', shop.name, 'v2');
		await seen('v1', 'rollback', shop.name);
		await seen('v1', 'scale', shop.name, '3');
		await server.mustBerth('deploy', shop.name, 'v3', '--yes');
		await seen('v2', 'rollback', shop.name, 'v2');
		expect(await ofNpm()).toEqual(before);
	});

	test('a release that is ill gets no request', async () => {
		expect((await server.berth('deploy', shop.name, 'bad', '--yes')).code).toBe(1);
		expect(await shop.servingVersion()).toBe('v2');
	});

	test('a runner that is killed as traffic moves leaves one release that serves', async () => {
		const sides = { words: ['deploy', shop.name, 'v1'], old: { version: 'v2', replicas: 3 }, new: { version: 'v1', replicas: 3 } };
		const end = await othersAnswer(endInterrupted(server, shop, { kind: 'doing', step: 'route', delay: 30 }, sides));
		expect(['v1', 'v2']).toContain(end.version);
	});

	test('what the operator has broken is named and left alone, before anything begins', async () => {
		const broken = `${await readFile(top, 'utf8')}\nthis is no nginx;\n`;
		await writeFile(top, broken);
		await expectUndone(server, shop, () => server.berth('deploy', shop.name, 'v3', '--yes'), {
			code: 2,
			what: 'nginx would not load its present configuration',
			why: new RegExp(`^${top} line \\d+ is not valid$`),
		});
		expect(await readFile(top, 'utf8')).toBe(broken);
		expect((await answerOf(npm.port, 'old.test', '/')).body).toBe('the old shop');
		await writeFile(top, broken.replace('\nthis is no nginx;\n', ''));
	});

	test('only this server hears which release serves, and the app who its visitor is', async () => {
		expect((await answerOf(npm.port, shop.domain, '/.berth')).body).toMatch(/^v[12] (?:blue|green) /);
		const visitor = { 'X-Real-IP': '203.0.113.9', 'X-Forwarded-For': '198.51.100.1', 'X-Forwarded-Host': 'evil.test' };
		expect((await answerOf(npm.port, shop.domain, '/.berth', visitor)).status).toBe(404);
		const { body } = await answerOf(npm.port, shop.domain, '/mirror', visitor);
		expect(body).toContain('203.0.113.9');
		expect(body).not.toMatch(/198\.51\.100\.1|evil\.test/);
	});

	test('it is left as it was', async () => {
		await server.mustBerth('remove', shop.name, '--yes');
		await server.mustBerth('proxy', 'leave', '--yes');
		expect(await readFile(top, 'utf8')).toBe(ofOperator);
		expect(await server.docker('network', 'ls', '--format', '{{.Name}}')).not.toContain(`${shop.name}_internal`);
		expect((await answerOf(npm.port, 'old.test', '/')).body).toBe('the old shop');
	});
});
