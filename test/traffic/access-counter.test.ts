import { expect, test } from 'vitest';
import { createAccessCounter } from '../../source/traffic/access-counter.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const log = '/logs/access.log';
const start = 1_900_000_000_000;
const span = { change: start, from: start };

function line(status: number, release: string, at = start): string {
	const answered = { upstream: '127.0.0.1:8101', upstream_status: status, upstream_header: '0.010', upstream_response: '0.012' };
	return `${JSON.stringify({ time: String(at / 1000), status, took: '0.012', release, ...answered })}\n`;
}

function counterOf(text: string) {
	const files = new FakeFiles();
	files.put({ [log]: text });
	return { files, counter: createAccessCounter({ files }, log, span) };
}

test('counts every request since the start by release, and how each failed', async () => {
	const { files, counter } = counterOf(line(500, 'v1', start - 10));
	await counter.start();
	const own = line(503, 'v1') + line(404, 'v2');
	await files.append(log, `${line(200, 'v1')}${own}${JSON.stringify({ time: start / 1000, status: 502, release: 'v2' })}\n`);
	expect(await counter.read()).toMatchObject({
		...{ requests: 4, unanswered: 1, poor: 1 },
		byRelease: { v1: { requests: 2, unanswered: 0, poor: 1 }, v2: { requests: 2, unanswered: 1, poor: 0 } },
	});
	await files.append(log, line(200, 'v2'));
	expect(await counter.read()).toMatchObject({ requests: 5, byRelease: { v2: { requests: 3 } } });
});

test('compares with no request of a time in which another change was under way', async () => {
	const files = new FakeFiles();
	files.put({ [log]: line(500, 'v1', start - 5_000) + line(500, 'v1', start - 3_000) + line(200, 'v1', start - 1_000) + line(200, 'v1') });
	const except = [{ from: start - 6_000, to: start - 4_000 }];
	const counter = createAccessCounter({ files }, log, { ...span, except });
	await counter.start();
	expect(await counter.read()).toMatchObject({ requests: 1, before: { requests: 2, poor: 1 } });
});

test('keeps what was shortly before the change apart, to compare with', async () => {
	const { counter } = counterOf(
		line(500, 'v0', start - 11 * 60_000) + line(500, 'v1', start - 9_000) + line(200, 'v1', start - 1).repeat(9) + line(200, 'v1'),
	);
	await counter.start();
	expect(await counter.read()).toMatchObject({ requests: 1, poor: 0, before: { requests: 10, unanswered: 0, poor: 1 } });
});

test('counts no request twice when it is read twice at once', async () => {
	const { files, counter } = counterOf('');
	await counter.start();
	await files.append(log, line(200, 'v1'));
	const [, second] = await Promise.all([counter.read(), counter.read()]);
	expect(second.requests).toBe(1);
});

test('counts a request once its line is whole', async () => {
	const { files, counter } = counterOf('');
	await counter.start();
	const text = line(200, 'v1');
	await files.append(log, text.slice(0, 20));
	expect((await counter.read()).requests).toBe(0);
	await files.append(log, text.slice(20));
	expect((await counter.read()).requests).toBe(1);
});

test('keeps what a closed site turned away out of all counts: it would excuse failures of the next change', async () => {
	const closed = (at: number) =>
		`${JSON.stringify({ time: String(at / 1000), status: '503', took: '0.000', release: 'v1', berth: 'closed', upstream: '' })}\n`;
	const { files, counter } = counterOf(closed(start - 9_000).repeat(50) + line(200, 'v1', start - 1));
	await counter.start();
	await files.append(log, closed(start).repeat(3) + line(200, 'v1'));
	expect(await counter.read()).toEqual({
		...{ requests: 1, unanswered: 0, poor: 0, turnedAway: 3 },
		before: { requests: 1, unanswered: 0, poor: 0 },
		byRelease: { v1: { requests: 1, unanswered: 0, poor: 0 } },
	});
});
