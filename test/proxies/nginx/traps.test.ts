import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trapNames, trapsIn } from '../../fuzz/nginx-traps.ts';
import { readNginx } from '../../fuzz/nginx-tree.ts';
import { filesOf, someSite, wholeOf } from '../../fuzz/some-site.ts';
import { layout } from '../../render/example-project.ts';

const versions = fc.constantFrom('1.18.0', '1.22.1', '1.25.5', '1.29.3');

test('what is rendered for any project, its site and all that nginx reads with it, has none of the traps of nginx', () => {
	fc.assert(
		fc.property(someSite(layout, versions, '/opt/nginx/certificates/shop/3'), (site) => {
			for (const driver of ['container', 'host'] as const) {
				const whole = wholeOf(filesOf(site, driver));
				expect(JSON.stringify(whole)).toContain(`["server_name","${site.options.project.domains[0]}"`);
				expect(trapsIn(whole), driver).toEqual([]);
			}
		}),
		{ numRuns: 500 },
	);
});

/** Each with a configuration that falls into it, beside one that only looks so. */
const examples: Readonly<Record<string, readonly (readonly [wrong: string, right: string])[]>> = {
	'headers of the block around are lost': [
		[
			'server { add_header A 1; location / { add_header B 2; } }',
			'server { add_header A 1; location / { add_header B 2; add_header a 1; } }',
		],
		[
			'http { add_header A 1; server { location / { if ($host = x) { add_header B 2; } } } }',
			'http { add_header A 1; server { location / { } } }',
		],
	],
	'a line break of the visitor is given on': [
		['location / { return 301 https://shop.example$uri; }', 'location / { return 301 https://shop.example$request_uri; }'],
		['location / { add_header X $document_uri; }', 'location / { if ($uri ~ "/x") { return 400; } }'],
		['location ~ ^/(.*) { proxy_set_header X $1; }', 'location ~ ^/(.*) { return 400; }'],
		['set $x a$uri; server { rewrite ^ /$x; }', 'set $x a; server { rewrite ^ /$x; }'],
		['map $uri $x { default ""; ~^/(.*) $1; } add_header X $x;', 'map $uri $x { default ""; ~^/(.*) yes; } add_header X $x;'],
	],
	'what lies beside the alias can be had': [
		['location /files { alias /srv/files/; }', 'location /files/ { alias /srv/files/; }'],
		['location ^~ /files { alias /srv/files/; }', 'location /files { root /srv/; }'],
	],
	'`if` does more than answer': [
		['location / { if ($host = x) { proxy_pass http://shop; } }', 'location / { if ($host = x) { set $a 1; return 400; } }'],
	],
	'the visitor chooses whom nginx asks': [['location / { proxy_pass http://$host; }', 'location / { proxy_pass http://shop_backend; }']],
	'the app is given a decoded path': [['location /a/ { proxy_pass http://shop/; }', 'location /a/ { proxy_pass http://shop; }']],
	'the visitor chooses the host name': [
		['proxy_set_header Host $http_host;', 'proxy_set_header Host $host;'],
		['map $http_host $name { default ""; }', 'map "$host $http_host" $name { default $host; "~^(.+) \\1$" $http_host; }'],
		['map "$host $http_host" $name { default $host; "~^(.+) \\1" $http_host; }', 'log_format main "$http_host";'],
	],
	'who hides where he comes from is let in': [['valid_referers none shop.example;', 'valid_referers shop.example;']],
	'more than one origin is let in': [
		['if ($http_origin ~ "shop\\.example$") { return 204; }', 'if ($http_origin ~ "^https://shop\\.example$") { return 204; }'],
		['if ($http_referer !~* "^https://shop\\.example") { return 403; }', 'if ($http_referer = "https://shop.example") { return 403; }'],
		[
			'map $http_origin $ok { default 0; "~^https://shop.example$" 1; }',
			'map $http_origin $ok { default 0; "~^https://[.\\w]+\\.example$" 1; }',
		],
	],
	'a part is looked at, and all is given on': [
		[
			'map $http_x_forwarded_port $port { default 80; "~^\\d+" $http_x_forwarded_port; }',
			'map $http_upgrade $up { default ""; "~^a$" $http_upgrade; }',
		],
	],
	'a header has several lines': [
		[
			'add_header Content-Security-Policy "default-src \'self\';\n\tscript-src x";',
			'add_header Content-Security-Policy "default-src \'self\'; script-src x";',
		],
		['proxy_set_header X "a\\nb";', 'return 200 "a\\nb";'],
	],
	'some values have no answer': [
		['map $scheme $x { http 1; }', 'map $scheme $x { http 1; default 0; }'],
		['geo $x { 127.0.0.1 1; }', 'geo $x { default 0; 127.0.0.1 1; }'],
	],
	'errors are not logged': [['error_log off;', 'error_log /var/log/off;']],
	'the version is told': [['server_tokens on;', 'server_tokens off;']],
	'nobody defines a variable': [
		['set $a "$nowhere"; ', 'set $a "$host$a";'],
		['location / { return 200 $berth_hsts; }', 'geo $berth_hsts { default ""; } return 200 $berth_hsts;'],
		['map $scheme $x { default $berth_port; }', 'map $scheme $x { default $berth_port; "~(?<berth_port>\\d+)" 1; }'],
		['location ~ "^/x$" { return 200 $other; }', 'location ~ "^/(a$|b$host)" { return 200 $host; }'],
	],
};

test.each(trapNames)('is told from what only looks so: %s', (name) => {
	const pairs = examples[name] ?? [];
	expect(pairs).not.toEqual([]);
	for (const [wrong, right] of pairs) {
		const named = (text: string) => trapsIn(readNginx(text)).map((trap) => trap.split(': ')[0]);
		expect(named(wrong), wrong).toContain(name);
		expect(named(right), right).not.toContain(name);
	}
});

test.each(['server { listen 80; ', 'server { } }', 'return 200 "ok;', 'listen 80'])(
	'what nginx would not read as a whole is no configuration: %s',
	(text) => {
		expect(() => readNginx(text)).toThrow();
	},
);
