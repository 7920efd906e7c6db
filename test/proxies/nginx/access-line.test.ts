import { expect, test } from 'vitest';
import { parseAccessLine } from '../../../source/proxies/nginx/access-line.ts';

test('passes over lines that are not of our log format', () => {
	expect(parseAccessLine('127.0.0.1 - - "GET / HTTP/1.1" 200')).toBeUndefined();
	expect(parseAccessLine('{"time":"1900000000.250","sta')).toBeUndefined();
	expect(parseAccessLine('{"time":"soon","status":200}')).toBeUndefined();
});

function attemptsOf(upstream: string, upstream_status: string, upstream_response: string) {
	return parseAccessLine(
		JSON.stringify({ time: '1900000000.250', status: '200', took: '0.1', upstream, upstream_status, upstream_response }),
	)?.attempts;
}

test('tells which replica answered what, and how fast', () => {
	expect(attemptsOf('127.0.0.1:8101', '200', '0.012')).toEqual([{ port: 8101, status: 200, took: 12 }]);
});

test('blames the replica that failed, not the one that nginx asked after it', () => {
	expect(attemptsOf('127.0.0.1:8101, 127.0.0.1:8102', '502, 200', '0.001, 0.020')).toEqual([
		{ port: 8101, status: 502, took: 1 },
		{ port: 8102, status: 200, took: 20 },
	]);
	expect(attemptsOf('127.0.0.1:8101 : 127.0.0.1:8102', '404 : 200', '0.001 : -')).toEqual([
		{ port: 8101, status: 404, took: 1 },
		{ port: 8102, status: 200, took: 0 },
	]);
});

test('blames no replica for what nginx answered by itself', () => {
	expect(attemptsOf('', '', '')).toEqual([]);
	expect(attemptsOf('-', '-', '-')).toEqual([]);
	expect(attemptsOf('shop_backend', '502', '0.000')).toEqual([]);
});
