import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { answerOf } from './setup/ask-site.ts';
import { type CertificateLab, here, openCertificateLab } from './setup/certificate-lab.ts';
import { endInterrupted } from './setup/end-interrupted.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing, projectName } from './setup/leftovers.ts';
import { type OwnNginx, readConfig, startOwnNginx } from './setup/own-nginx.ts';
import { shownCertificate } from './setup/secure-site.ts';
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

	test('a change is made also while nginx has no pid file, as in an upgrade', async () => {
		const number = await readFile(nginx.pidFile, 'utf8');
		await rm(nginx.pidFile);
		await seen('v2', 'scale', shop.name, '2');
		await writeFile(nginx.pidFile, number);
		await seen('v2', 'scale', shop.name, '3');
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

describe("beside a site of others that answers for every unknown name, in the server's own nginx,", () => {
	let nginx: OwnNginx;
	let lab: CertificateLab;
	const { http } = serverPorts('host-nginx');
	beforeAll(async () => {
		nginx = await startOwnNginx(join(sandboxDirectory, 'test', 'host-nginx.etc'), http);
		lab = await openCertificateLab('host-nginx', inject('testEngine'), { server: { proxy: nginx.settings, isShared: true } });
	});
	afterAll(async () => {
		await nginx?.stop();
		expect(await lab.close()).toEqual(nothing);
	});

	async function othersAnswer(): Promise<void> {
		for (const host of ['unknown.test', 'early.test']) expect((await answerOf(http, host, '/')).body).toBe('the first');
		expect(await readdir(lab.server.layout.conf)).not.toContainEqual(expect.stringContaining('challenge'));
	}

	test('a new project for a new domain ends with its certificate, and its first deploy serves with it', async () => {
		const domain = `${projectName('host-nginx', 'early')}.test`;
		await lab.authority.names.publish(domain, here);
		const early = await lab.newProject('early', { replicas: 1 });
		expect((await lab.server.mustBerth('certificate', 'status', early.name)).json.projects).toMatchObject([
			{ certificate: { source: 'ca' } },
		]);
		expect((await answerOf(http, domain, '/')).body).toBe('the first');
		await othersAnswer();
		await early.release('v1', { BOOT_MS: '0' });
		await lab.server.mustBerth('deploy', early.name, 'v1', '--yes');
		expect(await shownCertificate(early.site)).toMatchObject({ subjectaltname: `DNS:${domain}` });
	});

	test('a project gets one before its first deploy, and one more name in its next, with no request lost', async () => {
		const late = await lab.newProject('late', { replicas: 1 });
		await lab.authority.names.publish(late.domain, here);
		await lab.server.mustBerth('certificate', 'issue', late.name, '--yes');
		await othersAnswer();
		for (const version of ['v1', 'v2']) await late.release(version, { BOOT_MS: '0' });
		await lab.server.mustBerth('deploy', late.name, 'v1', '--yes');
		const other = `www.${late.domain}`;
		await lab.authority.names.publish(other, here);
		await late.edit((text) => text.replace(late.domain, `${late.domain}, ${other}`));
		const change = await underLoad(lab.server, late, 'deploy', late.name, 'v2', '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expect(await shownCertificate(late.siteOf(other))).toMatchObject({ subjectaltname: `DNS:${late.domain}, DNS:${other}` });
		await othersAnswer();
	});

	test('a name that leads elsewhere leaves everything as it was', async () => {
		const lost = await lab.newProject('lost', { replicas: 1 });
		expect((await lab.server.berth('certificate', 'issue', lost.name, '--yes')).code).toBe(1);
		expect((await answerOf(http, lost.domain, '/')).body).toBe('the first');
		await othersAnswer();
	});
});
