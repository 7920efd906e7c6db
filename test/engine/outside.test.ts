import { appendFile, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

const broken = 'server {\n\tlisten 1;\n\tthis is no nginx;\n}\n';

describe('trouble outside of the project, with 400 requests a second through it:', () => {
	let server: TestServer;
	let shop: TestProject;
	let other: TestProject;
	let load: Load;
	beforeAll(async () => {
		server = await openTestServer('outside', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas: 2 });
		other = await newTestProject(server, 'other', { replicas: 1, words: ['--redis', server.images.redis] });
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '300' });
		await other.release('v1', { BOOT_MS: '0' });
		for (const { name } of [shop, other]) await server.mustBerth('deploy', name, 'v1', '--yes');
		load = await shop.load();
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	const deploy = (version: string) => server.berth('deploy', shop.name, version, '--yes');

	test('a deploy that needs more memory than there is is refused', async () => {
		const small = await readFile(shop.files.file, 'utf8');
		await shop.edit((text) => `${text}limits: {memory: 900g}\n`);
		await expectUndone(server, shop, () => deploy('v2'), {
			code: 2,
			what: new RegExp(`^${shop.name} needs 1843200 MiB more memory, and \\S+ has \\d+ MiB$`),
			next: /limits\.memory/,
		});
		await shop.edit(() => small);
	});

	test('a deploy without .env is refused', async () => {
		const kept = `${shop.files.env}.kept`;
		await rename(shop.files.env, kept);
		await expectUndone(server, shop, () => deploy('v2'), {
			code: 2,
			what: `${shop.name} has no .env file`,
			why: /its replicas would start without their settings/,
			next: /backup.*berth secrets generate/,
		});
		await rename(kept, shop.files.env);
	});

	test('a broken file of somebody else, never accepted by nginx, is named by path and line, and nothing is changed', async () => {
		const stranger = join(server.layout.conf, 'stranger.conf');
		await writeFile(stranger, broken);
		await expectUndone(server, shop, () => deploy('v2'), {
			code: 2,
			what: 'nginx would not load its present configuration',
			why: new RegExp(`^${stranger} line 3 is not valid$`),
			next: /berth proxy check/,
		});
		await rm(stranger);
	});

	test("another project's broken site is set aside, its last accepted one put back, and the deploy works", async () => {
		const accepted = await readFile(other.files.site, 'utf8');
		await writeFile(other.files.site, broken);
		expect((await deploy('v2')).code).toBe(0);
		expect(await shop.servingVersion()).toBe('v2');
		expect(await readFile(other.files.site, 'utf8')).toBe(accepted);
		expect(await readFile(`${other.files.site}.broken`, 'utf8')).toBe(broken);
		expect(await other.servingVersion()).toBe('v1');
	});

	test('none of it failed a request', async () => {
		const result = await load.stop();
		expect(result.failures).toEqual([]);
		expect(result.ok).toBe(result.sent);
	});

	test('a deploy while nginx does not run is refused, and `berth proxy start` mends that', async () => {
		await server.docker('stop', server.proxyContainer);
		const told = await deploy('v1');
		expect(told.code).toBe(2);
		expect(told.json.error).toMatchObject({
			what: `nginx does not run: there is no running container ${server.proxyContainer}`,
			next: 'Start it with `berth proxy start`',
		});
		await server.mustBerth('proxy', 'start', '--yes');
		expect(await shop.servingVersion()).toBe('v2');
	});

	test('with all of nginx’s logs removed a deploy is refused at once, health says what to do, and that starts nginx anew', async () => {
		const serving = await shop.servingVersion();
		await rm(server.layout.proxyLogs, { recursive: true });
		const next = 'Start nginx anew with `berth proxy start`, with some seconds without sites, and try again';
		const { code, json } = await deploy('v1');
		expect([code, json.error]).toEqual([2, expect.objectContaining({ what: `nginx does not see ${server.layout.proxyLogs}`, next })]);
		const health = await server.berth('health', other.name);
		expect(health.code).toBe(1);
		expect((health.json as { checks: object[] }).checks).toContainEqual(
			expect.objectContaining({ subject: server.layout.proxyLogs, ok: false, words: expect.stringContaining('`berth proxy start`') }),
		);
		await server.mustBerth('proxy', 'start', '--yes');
		expect(await shop.servingVersion()).toBe(serving);
		expect(await readFile(shop.files.accessLog, 'utf8')).not.toBe('');
		expect((await stat(server.layout.proxyLogs)).mode & 0o777).toBe(0o750);
		expect((await server.berth('health', other.name)).code).toBe(0);
		const policy = await server.docker('inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', server.proxyContainer);
		expect(policy.trim()).toBe('always');
	});

	test('what somebody removed is named, and is there again after the next deploy, whose app writes its volume as user 4321', async () => {
		const { name, files } = other;
		await other.release('v2', { BOOT_MS: '0' });
		await appendFile(join(files.releases, 'v2', 'Dockerfile.prod'), 'USER 4321\n');
		await other.edit((text) => `${text}volumes: [volumes/data:/data]\n`);
		const network = `${name}_internal`;
		for (const part of ['redis', 'blue-1']) await server.docker('network', 'disconnect', '--force', network, `${name}-${part}`);
		await server.docker('network', 'rm', network);
		for (const path of [files.appLogs, files.current, join(files.releases, 'v1')]) await rm(path, { recursive: true });
		const { code, json } = await server.berth('health', name);
		expect(code).toBe(1);
		const bad = (json as { checks: { subject: string; ok: boolean }[] }).checks.filter(({ ok }) => !ok).map(({ subject }) => subject);
		expect(bad).toEqual(expect.arrayContaining([`network ${network}`, `${name}-redis`, files.appLogs, files.current]));
		await server.mustBerth('deploy', name, 'v2', '--yes');
		const script = "require('fs').writeFileSync('/data/x','');require('dns').lookup('redis',(error,address)=>console.log(address))";
		expect(await server.docker('exec', `${name}-green-1`, 'node', '-e', script)).toMatch(/^10\.213\./);
		expect((await stat(join(files.volumes, 'data'))).uid).toBe(4321);
		expect((await stat(files.appLogs)).mode & 0o777).toBe(0o777);
		expect(await readlink(files.current)).toBe('v2');
		expect((await server.berth('health', name)).code).toBe(0);
		const { releases } = (await server.mustBerth('releases', name)).json as { releases: object[] };
		expect(releases).toContainEqual(expect.objectContaining({ version: 'v1', directoryGone: true, state: 'previous' }));
		await server.mustBerth('rollback', name, '--yes');
		expect(await other.servingVersion()).toBe('v1');
	});
});
