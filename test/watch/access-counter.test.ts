import { expect, test } from 'vitest';
import { createAccessCounter } from '../../source/watch/access-counter.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const log = '/logs/access.log';
const line = (status: number, release: string) => `${JSON.stringify({ time: '1900000000.250', status, took: '0.012', release })}\n`;

test('counts every request since the start by release, and 5xx as failed', async () => {
	const files = new FakeFiles();
	files.put({ [log]: line(500, 'v1') });
	const counter = createAccessCounter({ files }, log);
	await counter.start();
	await files.append(log, line(200, 'v1') + line(502, 'v1') + line(404, 'v2'));
	expect(await counter.read()).toEqual({ requests: 3, failed: 1, byRelease: { v1: 2, v2: 1 } });
	await files.append(log, line(200, 'v2'));
	expect(await counter.read()).toEqual({ requests: 4, failed: 1, byRelease: { v1: 2, v2: 2 } });
});

test('counts no request twice when it is read twice at once', async () => {
	const files = new FakeFiles();
	files.put({ [log]: '' });
	const counter = createAccessCounter({ files }, log);
	await counter.start();
	await files.append(log, line(200, 'v1'));
	const [, second] = await Promise.all([counter.read(), counter.read()]);
	expect(second.requests).toBe(1);
});

test('counts a request once its line is whole', async () => {
	const files = new FakeFiles();
	files.put({ [log]: '' });
	const counter = createAccessCounter({ files }, log);
	await counter.start();
	const text = line(200, 'v1');
	await files.append(log, text.slice(0, 20));
	expect((await counter.read()).requests).toBe(0);
	await files.append(log, text.slice(20));
	expect((await counter.read()).requests).toBe(1);
});
