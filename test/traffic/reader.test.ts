import { expect, test } from 'vitest';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import { createTrafficReader } from '../../source/traffic/reader.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { ManualClock } from '../fakes/manual-clock.ts';

const layout = layoutOf('/opt');
const log = projectLayout(layout, 'shop').accessLog;
const lines = (count: number, at: number) => `{"time":"${at / 1000}","release":"v1","status":"200","took":"0.010"}\n`.repeat(count);

test('has figures from the first look on, of requests before it', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	host.files.put({ [log]: lines(50, host.clock.now() - 2000) });
	const traffic = createTrafficReader(host, layout);
	expect((await traffic.read(['shop', 'blog'])).shop).toMatchObject({ rate: 5, p50: 10, errors: 0 });
	await host.files.append(log, lines(50, host.clock.now() - 1000));
	expect((await traffic.read(['shop'])).shop?.rate).toBe(10);
});

test('leaves out sites that nobody asks', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	expect(await createTrafficReader(host, layout).read(['shop'])).toEqual({});
});

const answered = (at: number, upstream: string, status: string, release = 'v1') =>
	`${JSON.stringify({ time: `${at / 1000}`, release, status: '200', took: '0.030', upstream, upstream_status: status, upstream_response: '0.010' })}\n`;

test('has figures of each replica, with the failures that nginx hid from the user', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	const at = host.clock.now() - 2000;
	host.files.put({
		[log]: answered(at, '127.0.0.1:8101', '404').repeat(30) + answered(at, '127.0.0.1:8102, 127.0.0.1:8101', '502, 404').repeat(10),
	});
	const { shop } = await createTrafficReader(host, layout).read(['shop']);
	expect(shop).toMatchObject({ rate: 4, errors: 0, clientErrors: 0 });
	expect(shop?.replicas[8101]).toMatchObject({ rate: 4, errors: 0, clientErrors: 1 });
	expect(shop?.replicas[8102]).toMatchObject({ rate: 1, errors: 1, clientErrors: 0, p95: 10 });
	await host.clock.advance(700_000);
	await host.files.append(log, answered(host.clock.now() - 2000, '127.0.0.1:8101', '200'));
	expect(Object.keys((await createTrafficReader(host, layout).read(['shop'])).shop?.replicas ?? {})).toEqual(['8101']);
});

test('counts every request once while the log is rotated under it', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	const at = host.clock.now() - 2000;
	host.files.put({ [log]: lines(10, at) });
	const traffic = createTrafficReader(host, layout);
	await traffic.read(['shop']);
	await host.files.rename(log, `${log}.1`);
	await host.files.append(`${log}.1`, lines(10, at));
	host.files.put({ [log]: lines(10, at) });
	expect((await traffic.read(['shop'])).shop?.rate).toBe(3);
	expect((await traffic.read(['shop'])).shop?.rate).toBe(3);
});

test('tells the shares of releases only of sites that are being changed', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	const at = host.clock.now() - 1000;
	host.files.put({ [log]: answered(at, '127.0.0.1:8101', '200', 'v1') + answered(at, '127.0.0.1:8117', '200', 'v2') });
	const traffic = createTrafficReader(host, layout);
	expect((await traffic.read(['shop'])).shop).not.toHaveProperty('releases');
	const { releases } = (await traffic.read(['shop'], new Set(['shop']))).shop ?? {};
	expect([releases?.v1?.at(-1), releases?.v2?.at(-1)]).toEqual([1, 1]);
});

test('counts what a closed site turns away apart: the project has no failures, and requests all the same', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	const at = host.clock.now() - 2000;
	const closed = `${JSON.stringify({ time: `${at / 1000}`, release: 'v1', berth: 'closed', status: '503', took: '0.000', upstream: '' })}\n`;
	host.files.put({ [log]: answered(at, '127.0.0.1:8101', '200').repeat(10) + closed.repeat(30) });
	const traffic = createTrafficReader(host, layout);
	const { shop } = await traffic.read(['shop']);
	expect(shop).toMatchObject({ rate: 4, errors: 0, clientErrors: 0, turnedAway: 30 });
	expect(shop?.p50).toBeGreaterThanOrEqual(30);
	await host.files.append(
		log,
		`${JSON.stringify({ time: `${at / 1000}`, berth: 'closed', status: '502', took: '0.000', upstream: 'shop_backend' })}\n`,
	);
	expect((await traffic.read(['shop'])).shop?.errors).toBeCloseTo(1 / 11);
});
