import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nginx } from '../../../source/proxies/nginx/index.ts';
import { isSameSite, parseSite, withoutReplicas } from '../../../source/proxies/nginx/site.ts';
import type { SiteOptions } from '../../../source/proxies/proxy.ts';
import { exampleProject, layout } from '../../render/example-project.ts';

const certificate = { path: '/opt/nginx/certificates/shop/3', isRenewed: true };

const usual: SiteOptions = {
	driver: 'container',
	project: exampleProject('site: {webSockets: [/ws/], auth: [/api/login], readTimeout: 90s, bodyLimit: 5m}'),
	release: 'v42',
	berth: 'green',
	ports: [8117, 8118],
	version: '1.22.1',
	layout,
	httpPort: 80,
	httpsPort: 443,
};

function render(options: Partial<SiteOptions> = {}): string {
	return nginx.renderSite({ ...usual, ...options }).text;
}

/** The lines of the block that starts with `head`, without their indentation. */
function blockOf(text: string, head: string): readonly string[] {
	const lines = text.split('\n').map((line) => line.trim());
	const start = lines.indexOf(`${head} {`);
	return start < 0 ? [] : lines.slice(start + 1, lines.indexOf('}', start));
}

describe('a site that asks some of its replicas nothing for a while', () => {
	const three = render({ ports: [8117, 8118, 8119] });

	test('marks both servers of each as down, and has a generation of its own', () => {
		const rest = withoutReplicas(three, [8118]);
		const servers = three.split('\n').filter((line) => line.includes('server 127.0.0.1:8118'));
		expect(servers).toHaveLength(2);
		const expected = servers.reduce((text, line) => text.replace(line, line.replace(';', ' down;')), three);
		const { generation = '' } = parseSite(three) ?? {};
		expect(rest?.generation).not.toBe(generation);
		expect(rest?.text).toBe(expected.replaceAll(generation, rest?.generation ?? ''));
		expect(parseSite(rest?.text ?? '')).toMatchObject({ ports: [8117, 8119], generation: rest?.generation });
		expect(parseSite(rest?.text ?? '')?.edited).toBeUndefined();
	});

	test('is the same site, whichever those are; one that was edited, has another release or is none of Berth’s is not', () => {
		const [some, others] = [[8117], [8118, 8119]].map((ports) => withoutReplicas(three, ports)?.text ?? '');
		expect(isSameSite(some ?? '', three)).toBe(true);
		expect(isSameSite(some ?? '', others ?? '')).toBe(true);
		expect(isSameSite(`${some}# mine\n`, three)).toBe(false);
		expect(isSameSite(some ?? '', render({ ports: [8117, 8118, 8119], release: 'v43' }))).toBe(false);
		expect(isSameSite('server { }', three)).toBe(false);
		expect(isSameSite('server { }', 'server {}')).toBe(false);
		expect(withoutReplicas('server { listen 80; }', [8117])).toBeUndefined();
	});
});

describe('a closed site', () => {
	test('answers 503 itself and says when to ask again, whatever the request brings; nothing is passed to any port', () => {
		const text = render({ closed: true });
		expect(blockOf(text, 'location /')).toEqual([
			'default_type text/plain;',
			'add_header Retry-After 60 always;',
			'add_header Cache-Control no-store always;',
			'return 503 "Out of service for now. Please try again later.\\n";',
		]);
		expect(text).toContain('client_max_body_size 5m;');
		expect(text).not.toMatch(/upstream|proxy_pass|127\.0\.0\.1:81/);
	});

	test('still leads to HTTPS, keeps browsers there, and takes part in renewing certificates', () => {
		const text = render({ closed: true, certificate });
		const open = render({ certificate });
		expect(text.match(/return 503/g)).toHaveLength(1);
		expect(text.match(/location \^~ \/\.well-known\/acme-challenge\//g)).toHaveLength(2);
		expect(text.match(/location = \/\.berth/g)).toHaveLength(2);
		expect(blockOf(text, 'location /')).toEqual(blockOf(open, 'location /'));
		expect(text.slice(text.indexOf('return 503') - 200)).toContain('add_header Strict-Transport-Security');
	});
});

describe('what it says of itself', () => {
	test('is read back: release, berth, ports and generation', () => {
		const { text, generation } = nginx.renderSite(usual);
		expect(parseSite(text)).toEqual({
			release: 'v42',
			berth: 'green',
			ports: [8117, 8118],
			generation,
			domains: ['shop.example.com', 'www.example.com'],
			tls: false,
		});
		expect(generation).toMatch(/^[0-9a-f]{12}$/);
	});

	test('is read back of a closed site too, with the ports that it opens to, also after an edit by hand', () => {
		const { text, generation } = nginx.renderSite({ ...usual, closed: true });
		const site = { release: 'v42', berth: 'green', closed: true, generation, domains: ['shop.example.com', 'www.example.com'], tls: false };
		expect(parseSite(text)).toEqual({ ...site, ports: [8117, 8118] });
		expect(parseSite(text.replace(/^# .*\n/gm, ''))).toEqual({ ...site, ports: [], edited: true });
		expect(parseSite(`${render()}# closed: it opens to ports 1`)).not.toHaveProperty('closed');
	});

	test('differs for every other configuration, and is the same for the same', () => {
		const others: Partial<SiteOptions>[] = [
			{},
			{ release: 'v43' },
			{ berth: 'blue' },
			{ ports: [8117] },
			{ closed: true },
			{ certificate },
			{ version: '1.25.1', certificate },
			{ certificate: { ...certificate, path: '/opt/nginx/certificates/shop/4' } },
			{ project: exampleProject() },
		];
		const generations = others.map((options) => nginx.renderSite({ ...usual, ...options }).generation);
		expect(new Set(generations).size).toBe(others.length);
		expect(nginx.renderSite(usual).generation).toBe(generations[0]);
	});

	test('survives for any version and any number of replicas', () => {
		const version = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/);
		const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 16 });
		fc.assert(
			fc.property(version, ports, (release, upstream) => {
				expect(parseSite(render({ release, ports: upstream }))).toMatchObject({ release, ports: upstream });
			}),
		);
	});

	test('is read from a file that somebody edited', () => {
		const edited = render()
			.replace(/^# .*\n/gm, '')
			.replace('server 127.0.0.1:8117 max_fails=10 fail_timeout=2s;', '  server   127.0.0.1:8117;\n\t# server 127.0.0.1:9999;')
			.replace('server 127.0.0.1:8118', 'server 127.0.0.1:8118 down');
		expect(parseSite(edited)).toMatchObject({ release: 'v42', berth: 'green', ports: [8117] });
	});

	test('is nothing for a site that Berth did not write', () => {
		expect(parseSite('upstream a { server 127.0.0.1:8001; }\nserver { listen 80; }')).toBeUndefined();
		expect(parseSite('')).toBeUndefined();
	});
});

describe('upstream', () => {
	test('closes idle connections before apps do, and asks every replica when all have failed', () => {
		expect(blockOf(render(), 'upstream web_shop_backend').filter((line) => !line.startsWith('#'))).toEqual([
			'least_conn;',
			'server 127.0.0.1:8117 max_fails=10 fail_timeout=2s;',
			'server 127.0.0.1:8118 max_fails=10 fail_timeout=2s;',
			'server 127.0.0.1:8117 max_fails=0 backup;',
			'server 127.0.0.1:8118 max_fails=0 backup;',
			'keepalive 32;',
			'keepalive_timeout 1s;',
		]);
	});

	test('is read back from a site of an older Berth', () => {
		const old = render()
			.replace(/^.*backup;\n/gm, '')
			.replaceAll('max_fails=10', 'max_fails=3');
		expect(parseSite(old)).toMatchObject({ ports: [8117, 8118] });
	});

	test('never sends a POST twice', () => {
		expect(render()).toContain('proxy_next_upstream error timeout;');
		expect(render()).not.toContain('non_idempotent');
	});
});

describe('TLS', () => {
	test('is not spoken of before there is a certificate', () => {
		expect(render()).not.toMatch(/ssl_|https:|Strict-Transport|443/);
	});

	test('is spoken as soon as there is one, and HTTP leads there', () => {
		const text = render({ certificate });
		expect(text).toContain('return 301 https://$host$request_uri;');
		expect(text).toContain('ssl_certificate /opt/nginx/certificates/shop/3/fullchain.pem;');
		expect(text).toContain('ssl_certificate_key /opt/nginx/certificates/shop/3/privkey.pem;');
		expect(text).toContain('include /opt/nginx/conf.d/ssl-defaults.conf;');
		expect(text).toContain('set $berth_hsts "max-age=31536000";');
		expect(text).toContain('add_header Strict-Transport-Security $berth_default_strict_transport_security always;');
		expect(render({ certificate, httpsPort: 8443 })).toContain('return 301 https://$host:8443$request_uri;');
	});

	test('speaks for other names and for preload lists only when asked', () => {
		const hsts = (line: string) => /\$berth_hsts "(.*)";/.exec(render({ certificate, project: exampleProject(line) }))?.[1];
		expect(hsts('site: {}')).toBe('max-age=31536000');
		expect(hsts('site: {hsts: {includeSubDomains: true}}')).toBe('max-age=31536000; includeSubDomains');
		expect(hsts('site: {hsts: {includeSubDomains: true, preload: true}}')).toBe('max-age=31536000; includeSubDomains; preload');
	});

	test('leads a POST there as a POST', () => {
		expect(blockOf(render({ certificate }), 'location /')).toEqual([
			'if ($request_method !~ ^(GET|HEAD)$) { return 308 https://$host$request_uri; }',
			'return 301 https://$host$request_uri;',
		]);
	});

	test('is not promised to browsers for a year before a certificate was ever renewed, unless the project says so', () => {
		const first = { ...certificate, isRenewed: false };
		expect(render({ certificate: first })).not.toMatch(/hsts|Strict-Transport/);
		expect(render({ certificate: first, closed: true })).not.toMatch(/hsts|Strict-Transport/);
		expect(render({ certificate: first, project: exampleProject('site: {hsts: true}') })).toContain('set $berth_hsts "max-age=31536000";');
	});

	test('staples what the CA says of a certificate only where it can be asked', () => {
		expect(render({ certificate })).not.toContain('stapling');
		expect(render({ certificate: { ...certificate, ocsp: 'http://ocsp.example/' } })).toContain('ssl_stapling on;');
	});

	test('speaks HTTP/2 in the words of its nginx', () => {
		const listen = (version: string) => render({ version, certificate }).match(/listen 443.*|http2 on;/g);
		expect(listen('1.25.0')).toEqual(['listen 443 ssl http2;']);
		expect(listen('1.25.1')).toEqual(['listen 443 ssl;', 'http2 on;']);
		expect(listen('1.9.15')).toEqual(['listen 443 ssl http2;']);
	});

	test('leaves the path of a certificate’s challenge open without TLS and with it', () => {
		const acme = /location \^~ \/\.well-known\/acme-challenge\/ \{\s+default_type text\/plain;\s+root \/opt\/nginx\/challenges;/g;
		expect(render().match(acme)).toHaveLength(1);
		expect(render({ certificate }).match(acme)).toHaveLength(2);
	});
});

describe('locations', () => {
	test('tell which configuration answers, to this machine only', () => {
		const { text, generation } = nginx.renderSite(usual);
		const lines = blockOf(text, 'location = /.berth');
		// In this order: `return` is carried out before `allow` and `deny` would be asked.
		expect(lines.slice(-2)).toEqual(['if ($berth_local = 0) { return 404; }', `return 200 "v42 green ${generation}\\n";`]);
	});

	test('let health checks through without a limit', () => {
		expect(blockOf(render(), 'location = /health')).toContain('proxy_pass http://web_shop_backend;');
		expect(blockOf(render(), 'location = /health').join()).not.toContain('limit_');
	});

	test('let nobody say by a header that another path was asked for', () => {
		for (const header of ['X-Original-URL', 'X-Original-URI', 'X-Rewrite-URL'])
			expect(render()).toContain(`proxy_set_header ${header} "";`);
	});

	test('let WebSockets through on every path', () => {
		const text = render();
		expect(text).toContain('proxy_set_header Upgrade $berth_upgrade;');
		expect(text).toContain('proxy_set_header Connection $berth_connection;');
	});

	test('keep silent WebSockets open for days, with the headers of the server', () => {
		const lines = blockOf(render(), 'location ~* "^/(?:/|;[^/;]*)*ws(?:[/;]|$)"');
		expect(lines).toContain('proxy_read_timeout 7d;');
		expect(lines.join()).not.toContain('proxy_set_header');
	});

	test('limit what is to be limited, each in its measure', () => {
		expect(blockOf(render(), 'location ~* "^/(?:/|;[^/;]*)*api(?:/|;[^/;]*)+login"')[0]).toBe('limit_req zone=berth_auth burst=5 nodelay;');
		expect(blockOf(render(), 'location ~* "^/(?:/|;[^/;]*)*api(?:[/;]|$)"')[0]).toBe('limit_req zone=berth_api burst=20 nodelay;');
		expect(blockOf(render(), 'location /').join()).not.toContain('limit_');
		expect(blockOf(render(), 'location /')).toContain('proxy_read_timeout 90s;');
		expect(render()).toContain('client_max_body_size 5m;');
	});

	test('count the longest of several that match, and take a dot for a dot', () => {
		const text = render({ project: exampleProject('site: {webSockets: [/a/], auth: [/a/v1.0+x], limited: [/a/b/]}') });
		const [start, between] = ['^/(?:/|;[^/;]*)*', '(?:/|;[^/;]*)+'];
		expect(text.match(/(?<=location ~\* ").*(?=" \{)/g)).toEqual([
			String.raw`${start}a${between}v1\.0\+x`,
			`${start}a${between}b(?:[/;]|$)`,
			`${start}a(?:[/;]|$)`,
		]);
	});

	test('name no path twice, which nginx would refuse', () => {
		const text = render({ project: exampleProject('site: {webSockets: [/], limited: []}') });
		expect(text.match(/location \/ \{/g)).toHaveLength(1);
	});
});

test('listens on IPv6 only when asked: without IPv6 nginx would refuse every site', () => {
	expect(render()).not.toContain('[::]');
	expect(render({ ipv6: true })).toContain('listen [::]:80;');
});

test('logs to the project’s own files in the format that traffic figures are read from', () => {
	expect(render()).toContain('access_log /opt/nginx/logs/web-shop/access.log berth;');
	expect(render()).toContain('set $berth_release v42;');
});

test('says in the log that the site was closed, so that its 503s are told from those of the app', () => {
	expect(render()).toContain('set $berth_berth green;');
	expect(render({ closed: true })).toContain('set $berth_berth closed;');
});
