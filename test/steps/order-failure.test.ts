import { describe, expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import { orderFailure } from '../../source/steps/order-failure.ts';

const ordered = { project: 'shop', domains: ['shop.example'], authority: 'https://ca.example/dir', certbot: '/opt/deploy/certbot' };
const stumble = "An unexpected error occurred:\nAttributeError: can't set attribute";
const failed = (stdout: string, stderr: string, log = '') => failureFacts(orderFailure(ordered, { code: 1, stdout, stderr }, log));
const inLog = (type: string, detail: string) => `DEBUG:x\nacme.messages.Error: urn:ietf:params:acme:error:${type} :: ${detail}\n`;

describe('what certbot says becomes why, and what to do next', () => {
	const limit = 'There were too many requests of a given type :: too many certificates (5), retry after 2026-12-01 09:00:00 UTC';
	test.each([
		['a rate limit, of which only the log tells', '', stumble, inLog('rateLimited', limit), `the CA gives no more for now: ${limit}`],
		['a CAA record', '', stumble, inLog('caa', 'CAA record for shop.example prevents issuance'), 'a CAA record forbids it: CAA record'],
		[
			'an account that is gone',
			'',
			stumble,
			inLog('accountDoesNotExist', 'unable to find account'),
			'the CA does not know the account any more',
		],
		['a CA that is down', '', 'ValueError: Requesting 127.0.0.1/dir: Connection refused', '', 'https://ca.example/dir cannot be reached'],
		['a CA that nobody vouches for', '', 'SSLError: CERTIFICATE_VERIFY_FAILED', '', 'nobody vouches for https://ca.example/dir'],
		['a CA that does not work', '', 'acme.errors.ClientError: <Response [503]>', '', 'https://ca.example/dir does not work at the moment'],
		['a full disk', '', 'OSError: [Errno 28] No space left on device', '', 'the disk is full'],
		[
			'a setting of the operator’s own',
			'',
			"Too many flags setting configurators 'webroot' -> 'standalone'",
			'',
			'a setting in the way: Too many flags',
		],
		[
			'a CA for tests that he has set',
			'',
			'--server value conflicts with --staging\nAsk for help',
			'',
			'a setting in the way: --server value',
		],
		['anything else', '', 'Boom', '', 'certbot ended with exit code 1'],
	])('%s', (_, stdout, stderr, log, why) => {
		const facts = failed(stdout, stderr, log);
		expect(facts.what).toBe('No certificate was obtained for shop.example');
		expect(facts.why).toContain(why);
		expect(facts.next).toBeTruthy();
	});

	test('a challenge, by its domain', () => {
		const stdout =
			'Certbot failed to authenticate some domains\n  Domain: shop.example\n  Type:   unauthorized\n  Detail: Non-200 status code from HTTP: 404\n\n';
		expect(failed(stdout, 'Some challenges have failed.')).toMatchObject({
			why: 'shop.example: Non-200 status code from HTTP: 404',
			output: ['shop.example: Non-200 status code from HTTP: 404'],
		});
	});

	test('keeps the last lines only, whatever comes before them', () => {
		const noise = '--- Logging error ---\n'.repeat(5_000);
		expect(failed('', `${noise}Boom`).output).toHaveLength(12);
	});
});
