import { describe, expect, it } from 'vitest';
import { isContinuation, isErrorLine } from '../../../source/watch/logs/error-line.ts';

describe('isErrorLine', () => {
	it.each([
		'ERROR: could not connect to the database',
		'2026-03-01 14:02:11,123 ERROR django.request: Internal Server Error',
		'2026-03-01T14:02:11Z [error] upstream is gone',
		'error: disk full',
		'time="2026-03-01" level=error msg="it broke"',
		'panic: runtime error: index out of range',
		'FATAL:  password authentication failed for user "shop"',
		'TypeError: Cannot read properties of undefined',
		'java.lang.NullPointerException: null',
		'Traceback (most recent call last):',
		'Unhandled rejection at Promise',
		'2026/03/01 14:02:11 [crit] 31#31: *1 connect() failed',
		'CRITICAL - worker died',
		'Segmentation fault (core dumped)',
		'{"level":"error","msg":"no"}',
		'{"level":50,"msg":"pino"}',
		'{"severity":"CRITICAL","message":"cloud"}',
		'{"msg":"x","err":{"code":"ECONNREFUSED"}}',
	])('knows %s', (text) => expect(isErrorLine(text)).toBe(true));

	it.each([
		'Listening on port 8000',
		'INFO  retry after error, all is well again',
		'2026-03-01T14:02:11Z [info] error budget is fine',
		'level=info msg="0 errors"',
		'Finished with no errors',
		'checked 12 files, errors: 0',
		'GET /errors/list 200',
		'GET /static/error.css 200',
		'{"level":"info","msg":"error budget","status":500}',
		'{"level":30,"msg":"the last error was handled"}',
		'{"msg":"done","error":null}',
		'serving terror movies',
		'WARNING: error rate rises',
	])('leaves %s alone', (text) => expect(isErrorLine(text)).toBe(false));
});

it.each(['shop.TypeError: x', '(IOError)', 'was: a.b.SomeException at', 'x=FooError.bar'])('knows the name in %s', (text) => {
	expect(isErrorLine(text)).toBe(true);
});

it.each(['/srv/MyError', 'path/a/FooException', 'Mirror', 'anerror'])('takes no name out of %s', (text) => {
	expect(isErrorLine(text)).toBe(false);
});

it('takes the indented lines of a stack trace for its continuation', () => {
	expect(['    at run (app.js:1:2)', 'Caused by: java.io.IOException', '  File "a.py", line 1'].map(isContinuation)).toEqual([
		true,
		true,
		true,
	]);
	expect(isContinuation('GET / 200')).toBe(false);
});
