import { expect, test } from 'vitest';
import { proxyDownFacts } from '../../source/model/proxy-down.ts';

const where = { container: 'nginx-proxy' };
const restarting = (cause: string) => proxyDownFacts(where, { state: 'restarting', cause });

test('leads out where nginx does not start because a certificate of a project is gone', () => {
	const { why, next } = restarting('[emerg] cannot load certificate "/opt/nginx/certificates/shop/3/fullchain.pem": BIO_new_file() failed');
	expect(why).toContain('/opt/nginx/certificates/shop/3/fullchain.pem');
	expect(next).toBe(
		'Put that file back; or move /opt/nginx/conf.d/shop.conf and /opt/nginx/accepted/shop.conf away, then `berth proxy start` and `berth certificate issue shop`',
	);
});

test('says of any other cause only what starts it', () => {
	expect(restarting('[emerg] bind() to 0.0.0.0:80 failed').next).toBe('Once that is mended, start it with `berth proxy start`');
});
