import { expect, test } from 'vitest';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import { createTrafficReader } from '../../source/watch/traffic.ts';
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
