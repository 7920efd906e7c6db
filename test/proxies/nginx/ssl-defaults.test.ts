import { expect, test } from 'vitest';
import { renderSslDefaults } from '../../../source/proxies/nginx/ssl-defaults.ts';

test('allows TLS 1.2 and 1.3 and asks no OCSP responder that is gone', () => {
	expect(renderSslDefaults()).toContain('ssl_protocols TLSv1.2 TLSv1.3;');
	expect(renderSslDefaults()).not.toMatch(/^ssl_stapling|^resolver/m);
});

test('holds only what is allowed both for all servers and in one', () => {
	const directives = renderSslDefaults()
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	expect(directives.filter((line) => !/^ssl_\w+ [^;{}]+;$/.test(line))).toEqual([]);
});
