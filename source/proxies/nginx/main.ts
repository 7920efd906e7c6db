import { join } from 'node:path';
import type { Layout } from '../../server/layout.ts';
import type { Listening } from '../proxy.ts';
import { accessLogFormats } from './access-log-formats.ts';
import { clientLines } from './client.ts';
import { defaultHeaderMaps } from './default-headers.ts';
import { listenHttp, listenHttps } from './listen.ts';
import { block, word } from './text.ts';
import { isAtLeast } from './version.ts';

/** What nginx's main configuration is made of. */
export interface MainOptions extends Listening {
	readonly layout: Layout;
	/** Whom the workers run as; the official image has `nginx`. */
	readonly user?: string;
	/** Proxies in front of this one: addresses, CIDR networks, or `cloudflare`. Default none. */
	readonly trustedProxies?: readonly string[];
}

/** nginx's main configuration, `nginx.conf`. All sites rely on its zones, maps and log formats. */
export function renderNginxMain(options: MainOptions): string {
	const { layout, user = 'nginx', trustedProxies = [] } = options;
	const lines = [
		'# Main configuration of nginx. Berth writes this file; the sites are in conf.d.',
		`user ${user};`,
		'worker_processes auto;',
		'worker_rlimit_nofile 16384;',
		`error_log ${word(join(layout.proxyLogs, 'error.log'))} warn;`,
		`pid ${word(join(layout.proxyLogs, 'nginx.pid'))};`,
		'# No worker_shutdown_timeout: after a reload the old workers end by themselves, when their last WebSocket has closed.',
		'',
		...block('events', ['worker_connections 8192;', 'use epoll;', 'multi_accept on;']),
		'',
		...block('http', [
			...transfer(options),
			'',
			...clientLines(trustedProxies),
			'',
			...limits,
			'',
			...defaultHeaderMaps,
			'',
			...accessLogFormats,
			`access_log ${word(join(layout.proxyLogs, 'access.log'))} main;`,
			'',
			...strangers(options),
			'',
			'# A test of a new site reads this file with other lines in place of the next.',
			`include ${join(layout.conf, '*.conf')};`,
		]),
	];
	return `${lines.join('\n')}\n`;
}

function transfer({ version }: MainOptions): readonly string[] {
	return [
		'default_type application/octet-stream;',
		'server_tokens off;',
		'sendfile on;',
		'tcp_nopush on;',
		'tcp_nodelay on;',
		'keepalive_timeout 65;',
		// A client may send a request just as a worker that shuts down closes the idle connection.
		...(isAtLeast(version, '1.27.4') ? ['keepalive_min_timeout 5s;'] : []),
		'client_max_body_size 100m;',
		...headerLimit,
		'# A host name has up to 253 letters.',
		'server_names_hash_max_size 4096;',
		'server_names_hash_bucket_size 512;',
		'variables_hash_max_size 2048;',
		'variables_hash_bucket_size 128;',
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

const limits = [
	'# An empty key is not counted.',
	...block('map $berth_local $berth_client', ['1 "";', 'default $binary_remote_addr;']),
	'limit_req_zone $berth_client zone=api_limit:10m rate=10r/s;',
	'limit_req_zone $berth_client zone=auth_limit:10m rate=5r/s;',
	'limit_conn_zone $berth_client zone=addr:10m;',
	'limit_req_status 429;',
	'limit_conn_status 429;',
	'',
	'# WebSockets work on every path; any other upgrade (h2c) would let a client speak past nginx to the app.',
	...block('map $http_upgrade $berth_upgrade', ['default "";', '"~*^websocket$" $http_upgrade;']),
	'# Empty for ordinary requests: it keeps connections to replicas open.',
	...block('map $http_upgrade $connection_upgrade', ['default "";', '"~*^websocket$" upgrade;']),
];

/** Hosts that no project has get no project's answer. */
function strangers(options: MainOptions): readonly string[] {
	const http = [
		...listenHttp(options, 'default_server'),
		'server_name _;',
		'# Named here so that the log format knows them before the first site exists.',
		'set $berth_release "";',
		'set $berth_berth "";',
		'set $berth_hsts "";',
		...block('location = /.berth', [
			'access_log off;',
			'default_type text/plain;',
			'if ($berth_local = 0) { return 404; }',
			'return 200 "default\\n";',
		]),
		...block('location /', ['return 404;']),
	];
	// A handshake that is refused needs no certificate.
	const canRefuse = isAtLeast(options.version, '1.19.4');
	const https = [...listenHttps(options, 'default_server'), 'server_name _;', 'ssl_reject_handshake on;'];
	return [...block('server', http), ...(canRefuse ? ['', ...block('server', https)] : [])];
}
