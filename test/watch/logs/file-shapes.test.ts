import { expect, test } from 'vitest';
import { accessShape } from '../../../source/watch/logs/file-shapes.ts';

const failed = '10.0.0.9 - - [01/Mar/2026] "GET / HTTP/1.1" 502 12 "-"';

test('says a request in words where a proxy of Berth wrote it, and shows any other line as it is', () => {
	const line = JSON.stringify({ time: '1.5', status: '200', took: '0.012', release: 'v41', berth: 'blue', upstream: '127.0.0.1:8101' });
	expect(accessShape(line)).toMatchObject({ at: 1500, text: expect.stringContaining('v41 blue :8101'), isError: false });
	expect(accessShape(failed)).toMatchObject({ text: failed });
});

test('takes every 5xx for an error also in the formats of most web servers', () => {
	expect(accessShape(failed).isError).toBe(true);
	expect(accessShape(failed.replace('502 12', '200 502')).isError).toBe(false);
});
