import type { Layout } from '../../server/layout.ts';
import type { Listening } from '../proxy.ts';
import { listenHttp, listenHttps } from './listen.ts';
import { block, word } from './text.ts';
import { isAtLeast } from './version.ts';

/** How requests and responses are carried: allowed for all servers at once, and for one. */
export function transfer(version: string): readonly string[] {
	return [
		'default_type application/octet-stream;',
		'server_tokens off;',
		'sendfile on;',
		'tcp_nopush on;',
		'tcp_nodelay on;',
		'keepalive_timeout 65;',
		// A client may send a request just as a worker that shuts down closes the idle connection.
		...(isAtLeast(version, '1.27.4') ? ['keepalive_min_timeout 5s;'] : []),
		...headerLimit,
		'limit_req_status 429;',
		'limit_conn_status 429;',
		'',
		'gzip on;',
		'gzip_vary on;',
		'gzip_proxied any;',
		'gzip_comp_level 6;',
		`gzip_types ${compressed.join(' ')};`,
	];
}

/** One for every request: nginx reads the headers before it knows the site. Node.js takes 16 KB in all, uvicorn 64. */
const headerLimit = [
	'large_client_header_buffers 4 64k;',
	'# WSGI and CGI take X_Real_IP for X-Real-IP, so a visitor could say it.',
	'underscores_in_headers off;',
];

const compressed = [
	'text/plain',
	'text/css',
	'text/xml',
	'text/javascript',
	'application/json',
	'application/javascript',
	'application/xml+rss',
	'application/rss+xml',
	'application/vnd.ms-fontobject',
	'font/truetype',
	'font/opentype',
	'image/svg+xml',
];

/** What sites count by and choose by, for all servers at once. */
export const limits = [
	'# An empty key is not counted.',
	...block('map $berth_local $berth_client', ['1 "";', 'default $binary_remote_addr;']),
	'limit_req_zone $berth_client zone=berth_api:10m rate=10r/s;',
	'limit_req_zone $berth_client zone=berth_auth:10m rate=5r/s;',
	'limit_conn_zone $berth_client zone=berth_client:10m;',
	'',
	'# WebSockets work on every path; any other upgrade (h2c) would let a client speak past nginx to the app.',
	...block('map $http_upgrade $berth_upgrade', ['default "";', '"~*^websocket$" $http_upgrade;']),
	'# Empty for ordinary requests: it keeps connections to replicas open.',
	...block('map $http_upgrade $berth_connection', ['default "";', '"~*^websocket$" upgrade;']),
];

/** What the operator says for all servers at once is taken back for Berth's, as far as nginx lets one server do so. */
const ownWord = [
	'# Who may come, by which password, and what errors look like: what nginx.conf says of that for all servers is for sites of others. These',
	'# are for everybody, as their projects have it, and their apps say who may in; a CA and health checks must get through as well.',
	'auth_basic off;',
	'allow all;',
	'satisfy all;',
	'# nginx itself never answers 599: a page of its own, so that none of others is inherited.',
	'error_page 599 /;',
];

/** Where whoever gives out certificates looks whether a host name is ours. */
export function challengeLocation(layout: Layout): readonly string[] {
	return block('location ^~ /.well-known/acme-challenge/', ['default_type text/plain;', `root ${word(layout.challenges)};`]);
}

/** Hosts that no project has get no project's answer. `flags`: of their `listen` lines. */
export function strangers(options: Listening & { readonly layout: Layout }, name: string, flags = ''): readonly string[] {
	const http = [...listenHttp(options, flags), `server_name ${name};`, ...namedForLogs, ...challengeLocation(options.layout), ...noSite];
	// A handshake that is refused needs no certificate.
	const canRefuse = isAtLeast(options.version, '1.19.4');
	const https = [...listenHttps(options, flags), `server_name ${name};`, 'ssl_reject_handshake on;'];
	return [...block('server', http), ...(canRefuse ? ['', ...block('server', https)] : [])];
}

/** The same of a project's own proxy, where nothing speaks HTTPS. */
export function innerStrangers(options: Listening): readonly string[] {
	const lines = [...listenHttp(options, 'default_server'), 'server_name _;', ...namedForLogs, 'set $berth_ports "";', ...noSite];
	return block('server', lines);
}

const namedForLogs = [
	'# Named here so that the log format knows them before the first site exists.',
	'set $berth_release "";',
	'set $berth_berth "";',
	'set $berth_hsts "";',
];

const noSite = [
	...block('location = /.berth', [
		'access_log off;',
		'default_type text/plain;',
		'if ($berth_local = 0) { return 404; }',
		'return 200 "default\\n";',
	]),
	...block('location /', ['return 404;']),
];

/** What each site includes where the rest of the configuration is not Berth's. `believed`: lines about whose word on the client counts. */
export function siteDefaults(version: string, believed: readonly string[]): readonly string[] {
	return [
		'# What each site of Berth includes. Berth writes this file.',
		...ownWord,
		...transfer(version),
		'proxy_intercept_errors off;',
		...believed,
	];
}
