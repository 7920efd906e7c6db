import { expect, test } from 'vitest';
import { parseAccessLine } from '../../source/proxies/nginx/access-line.ts';
import { userFailureOf } from '../../source/traffic/user-failure.ts';

function failureOf(status: string, upstream: { of?: string; status?: string; header?: string; response?: string } = {}) {
	const { of = '127.0.0.1:8101', status: answered = status, header = '0.010', response = '0.012' } = upstream;
	const entry = parseAccessLine(
		JSON.stringify({
			...{ time: '1900000000.250', status, took: '0.012', upstream: of },
			...{ upstream_status: answered, upstream_header: header, upstream_response: response },
		}),
	);
	if (entry === undefined) throw new Error('no line of the access log');
	return userFailureOf(entry);
}

test('is no failure: what the app decides below 500, and an answer of another replica', () => {
	expect(failureOf('200')).toBeUndefined();
	expect(failureOf('404')).toBeUndefined();
	expect(failureOf('101', { response: '3600.0' })).toBeUndefined();
	const both = { of: '127.0.0.1:8101, 127.0.0.1:8102', status: '502, 200', header: '-, 0.010', response: '0.001, 0.012' };
	expect(failureOf('200', both)).toBeUndefined();
});

test('is unanswered: what nginx had to answer for the app', () => {
	expect(failureOf('502', { header: '-', response: '0.000' })).toBe('unanswered');
	expect(failureOf('504', { header: '-', response: '60.001' })).toBe('unanswered');
	expect(failureOf('502', { of: 'shop_backend', header: '-', response: '0.000' })).toBe('unanswered');
});

test('is poor: errors of the app itself, an answer that began late, and one that nobody waited for to the end', () => {
	expect(failureOf('500')).toBe('poor');
	expect(failureOf('502')).toBe('poor');
	expect(failureOf('200', { header: '6.200', response: '6.300' })).toBe('poor');
	expect(failureOf('499', { status: '-', header: '-', response: '4.800' })).toBe('poor');
});

test('takes nobody for failed who left at once, or in the middle of a long answer', () => {
	expect(failureOf('499', { status: '-', header: '-', response: '0.080' })).toBeUndefined();
	expect(failureOf('499', { status: '200', header: '0.004', response: '30.0' })).toBeUndefined();
	expect(failureOf('200', { header: '0.004', response: '90.0' })).toBeUndefined();
});

function failureOfLine(fields: object) {
	const entry = parseAccessLine(JSON.stringify({ time: '1900000000.250', took: '0.000', ...fields }));
	if (entry === undefined) throw new Error('no line of the access log');
	return userFailureOf(entry);
}

test('takes the 503 of a site that was closed on purpose for no failure', () => {
	expect(failureOfLine({ status: '503', berth: 'closed', upstream: '' })).toBeUndefined();
	expect(failureOfLine({ status: '503', berth: 'closed', upstream: '-' })).toBeUndefined();
});

test.each([
	{ status: '503', berth: 'blue', upstream: '' },
	{ status: '503', upstream: '' },
	{ status: '503', berth: 'closed', upstream: 'shop_backend', upstream_status: '502' },
	{ status: '503', berth: 'closed', upstream: '127.0.0.1:8101', upstream_status: '503' },
	{ status: '502', berth: 'closed', upstream: 'shop_backend', upstream_status: '502' },
	{ status: '502', berth: 'blue', upstream: 'shop_backend', upstream_status: '502' },
	{ status: '504', berth: 'closed', upstream: '127.0.0.1:8101', upstream_status: '504' },
	{ status: '500', berth: 'closed', upstream: '' },
])('excuses nothing else: $status of $berth by “$upstream”', (fields) => {
	expect(failureOfLine(fields)).toBe('unanswered');
});
