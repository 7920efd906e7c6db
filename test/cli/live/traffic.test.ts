import { expect, test, vi } from 'vitest';
import { createFakeCli, type FakeCli } from '../../fakes/fake-cli.ts';

const log = '/opt/nginx/logs/shop/access.log';

function request(at: number, port: number, status = 200, took = 0.02): string {
	const answer = {
		status: `${status}`,
		took: `${took}`,
		upstream: `127.0.0.1:${port}`,
		upstream_status: `${status}`,
		upstream_response: `${took}`,
	};
	return `${JSON.stringify({ time: `${at / 1000}`, release: 'v41', ...answer })}\n`;
}

function cliWithTraffic(): FakeCli {
	const cli = createFakeCli();
	const at = cli.clock.now() - 2000;
	cli.files.put({ [log]: request(at, 8101).repeat(60) + request(at, 8101, 404).repeat(20) + request(at, 8102, 500).repeat(20) });
	return cli;
}

test('traffic shows requests a second, latency and errors of every site', async () => {
	const cli = cliWithTraffic();
	expect(await cli.run('traffic')).toBe(0);
	expect(cli.out).toEqual([
		'project  req/s    p50    p95    p99   4xx  fail',
		'blog       0.0                        0 %   0 %',
		'shop      10.0  19 ms  19 ms  19 ms  20 %  20 %',
	]);
});

test('traffic of a project shows which replica has the errors', async () => {
	const cli = cliWithTraffic();
	expect(await cli.run('traffic', 'shop')).toBe(0);
	expect(cli.out).toEqual([
		'replica   port  req/s    p50    p95    p99   4xx   fail',
		'shop             10.0  19 ms  19 ms  19 ms  20 %   20 %',
		'  blue 1  8101    8.0  19 ms  19 ms  19 ms  25 %    0 %',
		'  blue 2  8102    2.0  19 ms  19 ms  19 ms   0 %  100 %',
	]);
});

test('traffic reads a whole minute back, however many requests that are', async () => {
	const cli = createFakeCli();
	const now = cli.clock.now();
	const old = request(now - 600_000, 8101, 200, 0.9).repeat(5000);
	cli.files.put({ [log]: old + request(now - 45_000, 8101, 500).repeat(500) + request(now - 2000, 8101).repeat(500) });
	expect(await cli.run('traffic', 'shop', '--json')).toBe(0);
	expect(cli.json()).toMatchObject({
		projects: [
			{
				project: 'shop',
				rate: 50,
				errors: 0.5,
				clientErrors: 0,
				replicas: [
					{ port: 8101, berth: 'blue', index: 1, rate: 50 },
					{ port: 8102, rate: 0 },
				],
			},
		],
	});
});

test('traffic --follow goes on with what comes, and ends with 0 on ctrl-C', async () => {
	const cli = cliWithTraffic();
	const code = cli.run('traffic', '--follow', '--json');
	await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
	await cli.files.append(log, request(cli.clock.now(), 8101).repeat(100));
	await cli.clock.advance(1000);
	await vi.waitFor(() => expect(cli.out).toHaveLength(2));
	const rates = cli.out.map((line) => (JSON.parse(line) as { projects: { project: string; rate: number }[] }).projects[1]?.rate);
	expect(rates).toEqual([10, 20]);
	cli.interrupt();
	expect(await code).toBe(0);
});

test('traffic of a stopped project has no failures, and says how many its closed site turned away', async () => {
	const cli = createFakeCli();
	const time = `${(cli.clock.now() - 2000) / 1000}`;
	const closed = { time, release: 'v41', berth: 'closed', status: '503', took: '0.000', upstream: '' };
	cli.files.put({ [log]: `${JSON.stringify(closed)}\n`.repeat(30) });
	expect(await cli.run('traffic', 'shop')).toBe(0);
	expect(cli.out[0]).toBe('shop was stopped: 30 requests of the last minute got 503 from its closed site');
	expect(cli.out[2]).toMatch(/^shop +3\.0 +0 % +0 %$/);
});
