import { expect, test } from 'vitest';
import { parseAccessLine } from '../../source/watch/access-log.ts';

test('passes over lines that are not of our log format', () => {
	expect(parseAccessLine('127.0.0.1 - - "GET / HTTP/1.1" 200')).toBeUndefined();
	expect(parseAccessLine('{"time":"1900000000.250","sta')).toBeUndefined();
	expect(parseAccessLine('{"time":"soon","status":200}')).toBeUndefined();
});
