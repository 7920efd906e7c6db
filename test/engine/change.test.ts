import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Proof } from '../../source/journal/records.ts';
import { answerOf } from './setup/ask-site.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { expectNoGap, expectTrueProof, underLoad } from './setup/under-load.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

describe('with 400 requests a second, slow ones and posts among them, and 20 WebSockets', () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('change', inject('testEngine'));
		shop = await newTestProject(server, 'shop');
		for (const version of ['v1', 'v2', 'v3']) await shop.release(version);
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	async function seen(version: string, ...words: string[]): Promise<void> {
		const change = await underLoad(server, shop, ...words, '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expectTrueProof(change);
		expect(await shop.servingVersion()).toBe(version);
	}

	/** How many connections whoever listens on these ports gets, while visitors of the site are told to come back later. */
	async function stolen(ports: readonly number[]): Promise<number> {
		let count = 0;
		const thieves = ports.map((port) => createServer((socket) => socket.end(`${++count}`)).listen(port, '127.0.0.1'));
		await Promise.all(thieves.map((thief) => once(thief, 'listening')));
		for (let asked = 0; asked < 50; asked++) {
			const { status, headers, body } = await answerOf(server.httpPort, shop.domain, '/version');
			expect({ status, again: headers['retry-after'], type: headers['content-type'] }).toEqual({
				status: 503,
				again: '60',
				type: 'text/plain',
			});
			expect(body).toContain('Please try again later');
		}
		await Promise.all(thieves.map((thief) => promisify(thief.close.bind(thief))()));
		return count;
	}

	test('a deploy of 3 replicas fails no request and closes no WebSocket early, and its proof is true', async () => {
		await seen('v2', 'deploy', shop.name, 'v2');
	});

	test('a warm roll back fails none', async () => {
		await seen('v1', 'rollback', shop.name);
	});

	test('scaling from 3 to 6 replicas fails none', async () => {
		await seen('v1', 'scale', shop.name, '6');
	});

	test('scaling from 6 replicas to 1 fails none', async () => {
		await seen('v1', 'scale', shop.name, '1');
	});

	test('scaling back from 1 replica to 3 fails none', async () => {
		await seen('v1', 'scale', shop.name, '3');
	});

	test('a deploy after that fails none', async () => {
		await seen('v3', 'deploy', shop.name, 'v3');
	});

	test('a cold roll back, to a release whose containers are gone, fails none', async () => {
		await seen('v2', 'rollback', shop.name, 'v2');
	});

	test('what is stopped on purpose is no trouble, and serves again after a start, an unpause, and a restart that fails none', async () => {
		const version = await shop.servingVersion();
		const { json: before } = await server.mustBerth('status', shop.name);
		const replicas = [1, 2, 3].map((index) => `${shop.name}-${before.berth}-${index}`);
		const watched = watchNextOperation(server.layout);
		const stopping = server.mustBerth('stop', shop.name, '--yes');
		await watched.until(({ kind }) => kind === 'doing');
		const underWay = await Promise.all(Array.from({ length: 20 }, () => answerOf(server.httpPort, shop.domain, '/slow?ms=1500')));
		expect(underWay.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
		const { outcome, proof: stopped } = (await stopping).json as { outcome: string; proof: Proof };
		expect({ outcome, proof: stopped }).toMatchObject({ outcome: 'done', proof: { probes: 0, requestsFailed: 0 } });
		expect(stopped.requests).toBeGreaterThanOrEqual(underWay.length);
		watched.close();
		const turnedAway = await Promise.all(Array.from({ length: 20 }, () => answerOf(server.httpPort, shop.domain, '/')));
		expect(turnedAway.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
		const { json: figures } = await server.mustBerth('traffic', shop.name);
		expect(figures).toMatchObject({ projects: [{ errors: 0 }] });
		expect((figures.projects as { turnedAway: number }[])[0]?.turnedAway).toBeGreaterThanOrEqual(turnedAway.length);
		expect(await stolen(before.upstream as readonly number[])).toBe(0);
		expect((await server.mustBerth('status', shop.name)).json).toMatchObject({ state: 'stopped', healthy: 0, wanted: 3 });
		expect((await server.mustBerth('health', shop.name)).json).toMatchObject({ ok: true });

		const { proof: started } = (await server.mustBerth('start', shop.name, '--yes')).json as { proof: Proof };
		expect(started).toMatchObject({ probesFailed: 0, requestsFailed: 0, before: { unanswered: 0 } });
		expect(started.probes).toBeGreaterThan(0);
		expect(await shop.servingVersion()).toBe(version);
		expect((await server.mustBerth('status', shop.name)).json).toMatchObject({ state: 'healthy', healthy: 3 });

		const [port = 0] = (before.upstream as readonly number[]).slice(-1);
		await server.docker('stop', String(replicas[2]));
		const thief = createServer((visitor) => void visitor.destroy()).listen(port, '127.0.0.1');
		await once(thief, 'listening');
		const { code, stdout } = await server.berth('health', shop.name);
		expect(code).toBe(1);
		expect(stdout).toMatch(
			new RegExp(`port ${port} of ${replicas[2]} is held by .* \\(process ${process.pid}\\): visitors reach that program`),
		);
		await promisify(thief.close.bind(thief))();
		await server.mustBerth('start', shop.name, '--yes');

		await server.docker('pause', ...replicas);
		expect((await server.mustBerth('unpause', shop.name, '--yes')).json).toMatchObject({ outcome: 'done' });
		expect(await shop.servingVersion()).toBe(version);
		await seen(version, 'restart', shop.name);
	});
});
