import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { answerOf } from './setup/ask-site.ts';
import { endInterrupted } from './setup/end-interrupted.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { type OwnNginx, readConfig, startOwnNginx } from './setup/own-nginx.ts';
import { serverPorts } from './setup/server-ports.ts';
import { sandboxDirectory } from './setup/test-engine.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';

describe("beside sites of others in the server's own nginx, with 400 requests a second,", () => {
	let nginx: OwnNginx;
	let server: TestServer;
	let shop: TestProject;
	let before: string;
	const { http } = serverPorts('host-nginx');
	beforeAll(async () => {
		nginx = await startOwnNginx(join(sandboxDirectory, 'test', 'host-nginx.etc'), http);
		before = await readConfig(nginx);
		server = await openTestServer('host-nginx', inject('testEngine'), { proxy: nginx.settings, isShared: true });
		shop = await newTestProject(server, 'shop', { replicas: 2 });
		for (const version of ['v1', 'v2', 'v3']) await shop.release(version, { BOOT_MS: '500' });
		await shop.release('bad', { BOOT_MS: '0', FAULT: 'exit' });
	});
	afterAll(async () => {
		await nginx?.stop();
		expect(await server.close()).toEqual(nothing);
	});

	async function othersAnswer(): Promise<void> {
		for (const host of ['old.test', 'www.old.test']) expect((await answerOf(http, host, '/')).body).toBe('the old shop');
		expect((await answerOf(http, 'unknown.test', '/')).body).toBe('the first');
	}

	async function seen(version: string, ...words: string[]): Promise<void> {
		const change = await underLoad(server, shop, ...words, '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expectTrueProof(change);
		expect(await shop.servingVersion()).toBe(version);
		await othersAnswer();
	}

	test('one line is added to nginx.conf, and nothing else of others changes', async () => {
		const now = await readConfig(nginx);
		expect(now.replace(/\n\n\tinclude \S+\/nginx\/berth\.conf; # the sites of Berth/, '')).toBe(before);
		await othersAnswer();
		await server.mustBerth('proxy', 'check');
	});

	test('a project is deployed for the first time', async () => {
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		expect(await shop.servingVersion()).toBe('v1');
		await othersAnswer();
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
		await othersAnswer();
	});

	test('a runner that is killed as traffic moves leaves one release that serves', async () => {
		const sides = { words: ['deploy', shop.name, 'v1'], old: { version: 'v2', replicas: 3 }, new: { version: 'v1', replicas: 3 } };
		const end = await endInterrupted(server, shop, { kind: 'doing', step: 'route', delay: 30 }, sides);
		expect(['v1', 'v2']).toContain(end.version);
		await othersAnswer();
	});

	test('a host name that a site of others answers for is refused, with the name of its file', async () => {
		const told = await server.berth('new', 't-host-nginx-twice', '--domain', 'www.old.test', '--yes');
		expect(told.code).toBe(2);
		expect(JSON.stringify(told.json.error)).toContain(nginx.site('old'));
	});

	test('what others have broken is named and left alone', async () => {
		await writeFile(nginx.site('new'), 'server {\n\tlisten 1;\n\tthis is no nginx;\n}\n');
		await expectUndone(server, shop, () => server.berth('deploy', shop.name, 'v3', '--yes'), {
			code: 2,
			what: 'nginx would not load its present configuration',
			why: new RegExp(`^${nginx.site('new')} line 3 is not valid$`),
		});
		expect(await readFile(nginx.site('new'), 'utf8')).toContain('this is no nginx');
		await rm(nginx.site('new'));
		await othersAnswer();
	});

	test('it is left as it was', async () => {
		expect((await server.berth('proxy', 'leave', '--yes')).json.error).toMatchObject({ what: `${shop.name} would not be served any more` });
		await server.mustBerth('remove', shop.name, '--yes');
		await server.mustBerth('proxy', 'leave', '--yes');
		expect(await readConfig(nginx)).toBe(before);
		await othersAnswer();
		expect((await answerOf(http, shop.domain, '/')).body).toBe('the first');
	});
});
