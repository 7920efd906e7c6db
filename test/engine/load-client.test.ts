import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startLoad } from '../../source/sandbox/load/start-load.ts';
import { docker } from './setup/docker.ts';
import { type HandMadeSite, openHandMadeSite } from './setup/hand-made-site.ts';

/** How long the load goes on before and after what is tried, ms. */
const while_ = 3_000;

describe('the load client, on an nginx that hides nothing', () => {
	const testEngine = inject('testEngine');
	let site: HandMadeSite;
	beforeAll(async () => {
		site = await openHandMadeSite(testEngine);
	});
	afterAll(() => site.close());

	const start = () => startLoad({ port: site.port, host: 'honest.test' });
	const engine = (...words: string[]) => docker(testEngine.engine, ...words);

	test('sends what it promises and counts no failure where there is none', async () => {
		const load = await start();
		await sleep(while_);
		const result = await load.stop();
		expect(result.failures).toEqual([]);
		expect(result.ok).toBe(result.sent);
		expect(result.sent).toBeGreaterThan((while_ / 1000) * 400 * 0.9);
		expect(result.byVersion.v1?.count).toBe(result.ok);
		expect(result.webSockets).toEqual({ opened: 20, closed: [] });
		expect(result.slowest).toBeLessThan(1_000);
	});

	test('counts every request that dies with a killed replica, and says which', async () => {
		const load = await start();
		await sleep(while_);
		await engine('kill', site.replicas[0] ?? '');
		await sleep(while_);
		const result = await load.stop();
		expect(result.failed).toBeGreaterThan(0);
		expect(result.ok + result.failed).toBe(result.sent);
		expect(result.failures[0]).toMatch(/(GET|POST) \/\S*: (answered 502|cut off)/);
		expect(result.webSockets.closed.map(({ code }) => code)).toContain(1006);
		await engine('start', site.replicas[0] ?? '');
	});

	test('counts the requests that a killed nginx leaves without an answer', async () => {
		const load = await start();
		await sleep(while_);
		await engine('restart', '--time', '0', site.nginx);
		await sleep(while_);
		const result = await load.stop();
		expect(result.failed).toBeGreaterThan(0);
		expect(result.failures.join('\n')).toMatch(/ECONNREFUSED|socket hang up|ECONNRESET|without an answer/);
	});

	test('notices a body that arrived otherwise than it was sent', async () => {
		const liar = createServer((_request, response) => response.end('{"version":"v1","replica":"r","bytes":1,"sha256":""}'));
		await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
		const load = await startLoad({ port: (liar.address() as AddressInfo).port, host: 'honest.test', webSockets: 0 });
		await sleep(while_);
		const result = await load.stop();
		liar.close();
		expect(result.failures[0]).toMatch(/POST \/echo: read 1 of \d+ bytes/);
		expect(result.failed / result.sent).toBeCloseTo(1 / 4, 1);
	});

	test('reports the requests that met a connection which nginx closed on a reload, and does not call them failed', async () => {
		const load = await start();
		await sleep(1_000);
		for (let reload = 0; reload < 5; reload += 1) {
			await engine('kill', '--signal', 'HUP', site.nginx);
			await sleep(600);
		}
		const result = await load.stop();
		expect(result.failures).toEqual([]);
		expect(result.retried).toBeLessThan(result.sent / 100);
	});
});
