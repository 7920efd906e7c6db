import { describe, expect, test } from 'vitest';
import { proxyOf } from '../../../source/proxies/index.ts';
import type { HostAccess } from '../../../source/proxies/proxy.ts';
import { layoutOf } from '../../../source/server/layout.ts';

const access: HostAccess = {
	driver: 'host',
	program: 'nginx',
	config: '/etc/nginx/nginx.conf',
	pidFile: '/run/nginx.pid',
	directory: '/opt/nginx',
	httpPort: 80,
	httpsPort: 443,
};
const nginx = proxyOf(access);

describe('of an nginx without its pid file the title tells', () => {
	const isIt = (title: string, config = access.config) => {
		const place = nginx.place({ ...access, config });
		if (!('pidFile' in place)) throw new Error('it is in no container');
		return place.unfiled?.test(title) === true;
	};

	test('one that was started as distributions do, or with this very file', () => {
		expect(isIt('nginx: master process /usr/sbin/nginx -g daemon on; master_process on;')).toBe(true);
		expect(isIt('nginx: master process nginx -c /etc/nginx/nginx.conf')).toBe(true);
		expect(isIt('nginx: master process nginx -c /srv/n.conf -g daemon off;', '/srv/n.conf')).toBe(true);
	});

	test('any other one', () => {
		expect(isIt('nginx: master process nginx -c /srv/other.conf')).toBe(false);
		expect(isIt('nginx: master process nginx -c /etc/nginx/nginx.conf.old')).toBe(false);
		expect(isIt('nginx: worker process')).toBe(false);
		expect(isIt('nginx: master process /usr/sbin/nginx', '/srv/n.conf')).toBe(false);
		expect(isIt('nginx: master process nginx -c /srv/nxconf', '/srv/n.conf')).toBe(false);
	});
});

describe('what the operator says for all servers', () => {
	const main = (...statements: string[]) => ({
		[access.config]: `events {\n\tworker_connections 4096;\n}\nhttp {\n\t${statements.join('\n\t')}\n\tserver { deny 10.0.0.1; }\n}\n`,
	});

	test('of who may in, and of errors, is taken back for sites of Berth, and told', () => {
		const options = { layout: layoutOf('/opt'), version: '1.22.1', ipv6: false, trustedProxies: [], image: '', files: main() };
		const defaults = nginx.ownFiles(access, options).find(({ path }) => path.endsWith('/site-defaults.conf'))?.text ?? '';
		for (const line of ['auth_basic off;', 'allow all;', 'satisfy all;', 'error_page 599 /;']) expect(defaults.split('\n')).toContain(line);
		expect(nginx.advice(access, main('auth_basic "closed";', 'allow 192.0.2.0/24;', 'deny all;', 'error_page 502 /sorry.html;'))).toEqual([
			expect.stringMatching(/^`auth_basic`, `allow`, `deny`, `error_page` in the block `http` of .* do not count for sites of Berth/),
		]);
	});

	test.each([
		'underscores_in_headers on;',
		'ignore_invalid_headers off;',
		'merge_slashes off;',
		'auth_request /who;',
		'limit_req zone=all burst=5;',
	])('and cannot be taken back is told: %s', (statement) => {
		expect(nginx.advice(access, main(statement))).toEqual([expect.stringContaining(`\`${statement.slice(0, -1)}\` in the block`)]);
	});

	test('and does no harm is not spoken of', () => {
		expect(
			nginx.advice(access, main('underscores_in_headers off;', 'auth_request off;', 'gzip on;', 'limit_req_zone $a zone=a:1m rate=1r/s;')),
		).toEqual([]);
	});
});
