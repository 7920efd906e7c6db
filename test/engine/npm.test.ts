import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Check } from '../../source/cli/questions/check-server.ts';
import type { FrontReport } from '../../source/model/front.ts';
import { startLoad } from '../../source/sandbox/load/start-load.ts';
import { answerOf, askSite } from './setup/ask-site.ts';
import { nothing } from './setup/leftovers.ts';
import { type NpmStandIn, npmPlace, startNpm } from './setup/npm-stand-in.ts';
import { serverPorts } from './setup/server-ports.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';

describe('behind a stand-in for Nginx Proxy Manager, with 400 requests a second through it,', () => {
	let npm: NpmStandIn;
	let server: TestServer;
	let shop: TestProject;
	const inner = serverPorts('npm').firstPort + 90;
	beforeAll(async () => {
		const testEngine = inject('testEngine');
		const { container, data } = npmPlace('npm');
		server = await openTestServer('npm', testEngine, { settings: [`npm: {container: ${container}, data: ${data}}`] });
		npm = await startNpm('npm', testEngine);
		const made = await newTestProject(server, 'shop', { replicas: 2, inner: true });
		// Visitors come by NPM.
		shop = { ...made, load: (more) => startLoad({ port: npm.port, host: made.domain, ...more }) };
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '500' });
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	const front = () => server.berth('proxy', 'front', shop.name);
	/** Of the project's health, what is about NPM. */
	async function checkOfFront(): Promise<readonly Check[]> {
		const checks = (await server.berth('health', shop.name)).json.checks as readonly Check[];
		return checks.filter(({ subject }) => subject.endsWith('by Nginx Proxy Manager'));
	}
	const host = () => ({ domains: [shop.domain], server: `${shop.name}-nginx`, port: inner });

	test('it is told what to connect and to enter, and what is entered wrongly', async () => {
		const told = await front();
		expect(told).toMatchObject({ code: 1, json: { domains: [{ faults: [{ kind: 'missing' }] }] } });
		expect(told.json.enter).toMatchObject({ 'Forward Hostname / IP': host().server, 'Forward Port': String(inner) });
		await npm.save(1, { ...host(), server: '127.0.0.1', caching: true });
		expect((await front()).json).toMatchObject({ domains: [{ faults: [{ kind: 'elsewhere' }, { kind: 'caching' }] }] });
		expect((await answerOf(npm.port, shop.domain, '/version')).status).toBe(502);
		await npm.save(1, host());
		expect((await front()).json).toMatchObject({ domains: [{ faults: [{ kind: 'unconnected', network: `${shop.name}_internal` }] }] });
		expect(await checkOfFront()).toMatchObject([{ ok: false, words: expect.stringContaining('is not in the network') }]);
	});

	test('connected and entered so, it brings visitors to the project, who cannot ask for more than visitors may', async () => {
		await server.docker('network', 'connect', `${shop.name}_internal`, npm.container);
		expect((await front()).code).toBe(0);
		expect(await askSite(npm.port, shop.domain, '/version')).toMatchObject({ version: 'v1' });
		expect((await answerOf(npm.port, shop.domain, '/.berth')).status).toBe(404);
		await server.docker('restart', '--time', '1', npm.container);
		await npm.answers('nobody.test', 'not configured');
		expect((await front()).code).toBe(0);
	});

	test('a deploy, a roll back and a scale fail no request, and change nothing of its files', async () => {
		const before = await npm.files();
		for (const { words, version } of [
			{ words: ['deploy', shop.name, 'v2'], version: 'v2' },
			{ words: ['rollback', shop.name], version: 'v1' },
			{ words: ['scale', shop.name, '3'], version: 'v1' },
		]) {
			const change = await underLoad(server, shop, ...words, '--yes');
			expect(change.told.code).toBe(0);
			expectNoGap(change);
			expectTrueProof(change);
			expect(await askSite(npm.port, shop.domain, '/version')).toMatchObject({ version });
		}
		expect(await npm.files()).toEqual(before);
		expect(await checkOfFront()).toEqual([]);
	});

	test("a project of the server's own nginx is reached by the server's address in its network, once that is trusted", async () => {
		const blog = await newTestProject(server, 'blog', { replicas: 1, lines: ['tls: off'] });
		await blog.release('v1', { BOOT_MS: '0' });
		await server.mustBerth('deploy', blog.name, 'v1', '--yes');
		const reportOf = async () => (await server.berth('proxy', 'front', blog.name)).json as unknown as FrontReport;
		const { target } = await reportOf();
		await npm.save(2, { domains: [blog.domain], server: target.servers[0] ?? '', port: target.port });
		const [fault] = (await reportOf()).domains.flatMap(({ faults }) => faults);
		expect(fault).toMatchObject({ kind: 'untrusted' });
		const network = fault?.kind === 'untrusted' ? fault.network : '';
		await appendFile(server.layout.serverFile, `trustedProxies: [${network}]\n`);
		await server.mustBerth('proxy', 'start', '--yes');
		await server.mustBerth('proxy', 'reload');
		expect((await server.berth('proxy', 'front', blog.name)).code).toBe(0);
		const visitor = { 'X-Real-IP': '203.0.113.9' };
		expect((await answerOf(npm.port, blog.domain, '/mirror', visitor)).body).toContain('203.0.113.9');
	});
});
