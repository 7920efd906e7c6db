import { expect, test } from 'vitest';
import { bytesSince } from '../../source/traffic/access-window.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const log = '/logs/access.log';
const line = (at: number) => `${JSON.stringify({ time: `${at / 1000}`, status: '200', took: '0.010' })}\n`;

test('reads back no farther than it must', async () => {
	const files = new FakeFiles();
	files.put({ [log]: line(1000).repeat(20_000) + line(90_000).repeat(10) });
	expect(await bytesSince(files, log, 60_000)).toBe(64 * 1024);
	files.put({ [log]: line(1000).repeat(20_000) + line(90_000).repeat(3000) });
	expect(await bytesSince(files, log, 60_000)).toBe(256 * 1024);
});

test('reads a log whole that is not older, and nothing of one that is not there', async () => {
	const files = new FakeFiles();
	expect(await bytesSince(files, log, 60_000)).toBe(0);
	const text = line(90_000).repeat(3000);
	files.put({ [log]: text });
	expect(await bytesSince(files, log, 60_000)).toBe(text.length);
});
