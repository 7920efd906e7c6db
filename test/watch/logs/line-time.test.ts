import { expect, test } from 'vitest';
import { timeOfLine } from '../../../source/watch/logs/line-time.ts';

const at = Date.UTC(2026, 2, 1, 14, 2, 11, 123);
const second = Date.UTC(2026, 2, 1, 14, 2, 11);

test.each([
	['2026-03-01T14:02:11.123Z GET /', at],
	['2026-03-01 14:02:11,123 ERROR it broke', at],
	['[2026-03-01 14:02:11.123456] hello', at],
	['INFO [2026-03-01T15:02:11.123+01:00] hello', at],
	['2026-03-01T16:02:11.123+0200 hello', at],
	['2026/03/01 14:02:11 [error] 31#31: *1 refused', second],
	['{"level":30,"time":1772373731123,"msg":"pino"}', at],
	['{"ts":1772373731.123,"msg":"zap"}', at],
	['{"timestamp":"2026-03-01T14:02:11.123Z"}', at],
	['{"time":"1772373731.123","status":"200"}', at],
])('reads the time of %s', (text, expected) => expect(timeOfLine(text)).toBe(expected));

test.each(['hello', '    at run (app.js)', '{"msg":"no time"}', '2026-99-99T99:99:99Z broken', 'GET /2026-03-01'])(
	'finds none in %s',
	(text) => expect(timeOfLine(text)).toBeUndefined(),
);
