import { expect, test } from 'vitest';
import { parseNginxTest, parseNginxVersion, parseStartFailure, parseWorkers } from '../../../source/proxies/nginx/answers.ts';

test('knows the version of nginx and of its kin', () => {
	expect(parseNginxVersion('nginx version: nginx/1.22.1\n')).toBe('1.22.1');
	expect(parseNginxVersion('nginx version: openresty/1.25.3.1')).toBe('1.25.3.1');
	expect(parseNginxVersion('sh: nginx: not found')).toBeUndefined();
});

test('accepts a configuration that nginx accepts, warnings or not', () => {
	const output = `nginx: [warn] conflicting server name "a.test" on 0.0.0.0:80, ignored in /opt/nginx/conf.d/b.conf:9
nginx: the configuration file /opt/nginx/nginx.conf syntax is ok
nginx: configuration file /opt/nginx/nginx.conf test is successful
`;
	expect(parseNginxTest(output)).toMatchObject({ valid: true, output: [expect.any(String), expect.any(String), expect.any(String)] });
	expect(parseNginxTest(output).offender).toBeUndefined();
	expect(parseNginxTest(`[emerg] of another\n${output}`).complaint).toBeUndefined();
});

test('names a directory that nginx finds in place of a site file', () => {
	const output = `nginx: [crit] pread() "/opt/nginx/conf.d/shop.conf" failed (21: Is a directory)
nginx: configuration file /opt/nginx/nginx.conf test failed`;
	expect(parseNginxTest(output)).toMatchObject({
		valid: false,
		complaint: output.split('\n')[0],
		offender: { path: '/opt/nginx/conf.d/shop.conf', line: 1 },
	});
});

test('names the file and line that nginx refuses, not one it only warns of', () => {
	const output = `nginx: [warn] "ssl" is deprecated in /opt/nginx/conf.d/a.conf:2
2026/01/02 03:04:05 [emerg] 7#7: unknown directive "prox_pass" in /opt/nginx/conf.d/shop.conf:12
nginx: configuration file /opt/nginx/nginx.conf test failed`;
	expect(parseNginxTest(output)).toMatchObject({
		valid: false,
		complaint: output.split('\n')[1],
		offender: { path: '/opt/nginx/conf.d/shop.conf', line: 12 },
	});
});

test('names no file when nginx names none', () => {
	const output = 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)';
	expect(parseNginxTest(output)).toEqual({ valid: false, output: [output], complaint: output });
	expect(parseNginxTest('')).toEqual({ valid: false, output: [] });
});

test('tells of a log what kept nginx from starting, and nothing that it went on after', () => {
	const words = '[emerg] unknown directive "x" in /opt/nginx/conf.d/shop.conf:3';
	const failure = { complaint: words, offender: { path: '/opt/nginx/conf.d/shop.conf', line: 3 } };
	expect(parseStartFailure(words.replace('] ', '] 7#7: ').replace(/^/, '2026/01/02 03:04:05 '))).toEqual(failure);
	expect(parseStartFailure(`nginx: ${words}`)).toEqual(failure);
	expect(parseStartFailure('nginx: [emerg] bind() to 0.0.0.0:80 failed')).toEqual({ complaint: '[emerg] bind() to 0.0.0.0:80 failed' });
	expect(parseStartFailure('2026/01/02 03:04:05 [crit] 7#7: *1 connect() failed')).toBeUndefined();
});

test('tells workers that accept from those that only finish', () => {
	const processes = [
		{ pid: 1, command: 'nginx: master process nginx -c /opt/nginx/nginx.conf -g daemon off;' },
		{ pid: 7, command: 'nginx: worker process is shutting down' },
		{ pid: 8, command: 'nginx: worker process' },
		{ pid: 9, command: 'nginx: cache manager process' },
	];
	expect(parseWorkers(processes)).toEqual({ accepting: [8], leaving: [7] });
});
