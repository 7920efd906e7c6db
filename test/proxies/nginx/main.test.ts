import { expect, test } from 'vitest';
import { parseAccessLine } from '../../../source/proxies/nginx/access-line.ts';
import { listensOnIpv6 } from '../../../source/proxies/nginx/listen.ts';
import { type MainOptions, renderNginxMain } from '../../../source/proxies/nginx/main.ts';
import { renderStagedMain } from '../../../source/proxies/nginx/staged-main.ts';
import { layout } from '../../render/example-project.ts';

function render(options: Partial<MainOptions> = {}): string {
	return renderNginxMain({ layout, version: '1.22.1', httpPort: 80, httpsPort: 443, ...options });
}

/** A line as nginx writes it with these values of its variables. */
function logged(values: Readonly<Record<string, string>>): string {
	const format = /log_format berth escape=json([^;]*);/.exec(render())?.[1] ?? '';
	const joined = [...format.matchAll(/'([^']*)'/g)].map((part) => part[1]).join('');
	return joined.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? '');
}

test('logs lines from which traffic figures and the proof are read', () => {
	const line = logged({ msec: '1700000000.123', status: '502', request_time: '0.250', berth_release: 'v42', uri: '/a' });
	expect(parseAccessLine(line)).toEqual({ at: 1_700_000_000_123, status: 502, took: 250, release: 'v42', attempts: [] });
});

test('keeps tokens in addresses out of that log', () => {
	expect(logged({ request_uri: '/a?token=secret', args: 'token=secret', uri: '/a' })).not.toContain('secret');
});

test('can be read with other sites in place of conf.d, for the test of a new one', () => {
	const staged = renderStagedMain(render(), ['/opt/nginx/conf.d/blog.conf', '/opt/nginx/staged/shop.conf']);
	expect(staged.match(/include .*/g)).toEqual(['include /opt/nginx/conf.d/blog.conf;', 'include /opt/nginx/staged/shop.conf;']);
});

test('does not count requests from this machine against the limits', () => {
	const text = render();
	expect(text).toMatch(/map \$berth_local \$berth_client \{\s+1 "";\s+default \$binary_remote_addr;/);
	expect(text.match(/limit_(?:req|conn)_zone \S+ zone=\w+/g)).toEqual([
		'limit_req_zone $berth_client zone=berth_api',
		'limit_req_zone $berth_client zone=berth_auth',
		'limit_conn_zone $berth_client zone=berth_client',
		// As sites of an older Berth call them.
		'limit_req_zone $berth_client zone=api_limit',
		'limit_req_zone $berth_client zone=auth_limit',
		'limit_conn_zone $berth_client zone=addr',
	]);
});

test('answers unknown hosts itself, with TLS and without', () => {
	expect(render()).toMatch(/listen 80 default_server;[\s\S]*return 404;/);
	expect(render()).toMatch(/listen 443 ssl http2 default_server;\s+server_name _;\s+ssl_reject_handshake on;/);
	expect(render({ version: '1.18.0' })).not.toContain('ssl_reject_handshake');
});

test('answers challenges for host names that have no site yet, and nothing else of them', () => {
	expect(render()).toMatch(
		/default_server;[\s\S]*location \^~ \/\.well-known\/acme-challenge\/ \{\s+default_type text\/plain;\s+root \/opt\/nginx\/challenges;/,
	);
});

test('uses what newer versions of nginx have for a reload without a lost request', () => {
	expect(render({ version: '1.27.3' })).not.toContain('keepalive_min_timeout');
	expect(render({ version: '1.27.4' })).toContain('keepalive_min_timeout 5s;');
	expect(render({ version: '1.30.0' })).toContain('keepalive_min_timeout 5s;');
});

test('never cuts WebSockets short after a reload', () => {
	expect(render()).not.toMatch(/^\s*worker_shutdown_timeout/m);
});

test('believes no word on the client but that of proxies it was told to trust', () => {
	expect(render()).not.toContain('set_real_ip_from');
	const text = render({ trustedProxies: ['10.0.0.0/8', 'cloudflare'] });
	expect(text).toMatch(
		/geo \$realip_remote_addr \$berth_trusted \{\s+default "";\s+10\.0\.0\.0\/8 proxy;\s+173\.245\.48\.0\/20 cloudflare;/,
	);
	expect(text.match(/set_real_ip_from/g)).toHaveLength(23);
	expect(text).toContain('real_ip_recursive on;');
});

test('makes nginx build no map for headers that nobody may say', () => {
	const name = '$berth_heard_x_forwarded_server';
	expect(render()).toContain(`geo ${name} {`);
	expect(render()).not.toMatch(/map \S+ \$berth_heard/);
	expect(render({ trustedProxies: ['cloudflare'] })).toContain(`map $berth_trusted ${name} {`);
});

test('listens on IPv6 where the machine has it, and sites are told so', () => {
	expect(listensOnIpv6(render(), 80)).toBe(false);
	expect(listensOnIpv6(render({ ipv6: true }), 80)).toBe(true);
	expect(render({ ipv6: true })).toMatch(/listen \[::\]:443 ssl http2 default_server;/);
});

test('a proxy that joined the project’s network says who the client is, and what else its visitors said is not believed', () => {
	const network = {
		name: 'shop_internal',
		subnet: '10.20.3.0/24',
		ports: { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 },
	};
	const text = render({ network, trustedProxies: [] });
	expect(text).toMatch(/geo \$realip_remote_addr \$berth_trusted \{\s+default "";\s+10\.20\.3\.1 proxy;\s+10\.20\.3\.128\/25 npm;/);
	expect(text).toContain('set_real_ip_from 10.20.3.128/25;');
	expect(text).toContain('"~^proxy [\\w.-]+(?::\\d{1,5})?$" $http_x_forwarded_host;');
});
