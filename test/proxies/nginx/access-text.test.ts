import { expect, test } from 'vitest';
import { describeAccess } from '../../../source/proxies/nginx/access-text.ts';

const line = (fields: object) =>
	JSON.stringify({
		time: '1772373731.123',
		release: 'v41',
		berth: 'blue',
		status: '200',
		took: '0.012',
		method: 'GET',
		uri: '/cart',
		client: '10.0.0.9',
		upstream: '127.0.0.1:8101',
		upstream_status: '200',
		...fields,
	});

test('says a request as people read it, with the replica that answered', () => {
	expect(describeAccess(line({}))).toEqual({
		at: 1772373731123,
		text: '200    12 ms  GET /cart  v41 blue :8101  10.0.0.9',
		isError: false,
	});
});

test('takes every 5xx for an error, and nothing else', () => {
	expect(['200', '404', '499', '500', '504'].map((status) => describeAccess(line({ status }))?.isError)).toEqual([
		false,
		false,
		false,
		true,
		true,
	]);
});

test('shows what a replica said where nginx asked another one', () => {
	const text = describeAccess(line({ upstream: '127.0.0.1:8101, 127.0.0.1:8102', upstream_status: '502, 200' }))?.text;
	expect(text).toContain(':8101, :8102 502, 200');
});

test('leaves a line that is cut, or of another format, to others', () => {
	expect(describeAccess(line({}).slice(0, 40))).toBeUndefined();
	expect(describeAccess('10.0.0.9 - - [01/Mar/2026] "GET / HTTP/1.1" 502 12')).toBeUndefined();
});

test('takes the 503 of a closed site for no error, and says that it was closed', () => {
	const closed = describeAccess(line({ status: '503', berth: 'closed', upstream: '', upstream_status: '' }));
	expect(closed).toMatchObject({ isError: false, text: expect.stringContaining('v41 closed') });
	expect(describeAccess(line({ status: '502', berth: 'closed' }))?.isError).toBe(true);
});
