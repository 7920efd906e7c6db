import { join } from 'node:path';
import { gatewayOf, rangeOfDocker } from '../../model/network-addresses.ts';
import type { ProjectNetwork } from '../../model/project-network.ts';
import type { Layout } from '../../server/layout.ts';
import type { Listening } from '../proxy.ts';
import { accessLogFormat, innerLogFormat, mainLogFormat } from './access-log-formats.ts';
import { believedLines, clientLines, type Trusted } from './client.ts';
import { defaultHeaderMaps } from './default-headers.ts';
import { innerStrangers, limits, strangers, transfer } from './shared.ts';
import { block, word } from './text.ts';

/** What nginx's main configuration is made of. */
export interface MainOptions extends Listening {
	readonly layout: Layout;
	/** Whom the workers run as; the official image has `nginx`. */
	readonly user?: string;
	/** Proxies in front of this one: addresses, CIDR networks, or `cloudflare`. Default none. */
	readonly trustedProxies?: readonly string[];
	/** Of a project's own one: the network that it is in. */
	readonly network?: ProjectNetwork;
}

/** nginx's main configuration, `nginx.conf`. All sites rely on its zones, maps and log formats. */
export function renderNginxMain(options: MainOptions): string {
	const { layout, user = 'nginx', network } = options;
	const server = network === undefined ? [] : [gatewayOf(network.subnet)];
	// Whatever stands in front of a project's own comes by this server, or has an address of Docker's in the network.
	const inFront: readonly Trusted[] = network === undefined ? [] : [...server, { npm: rangeOfDocker(network.subnet) }];
	const trustedProxies = [...(options.trustedProxies ?? []), ...inFront];
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
			...transfer(options.version),
			'client_max_body_size 100m;',
			'# A host name has up to 253 letters.',
			'server_names_hash_max_size 4096;',
			'server_names_hash_bucket_size 512;',
			'variables_hash_max_size 2048;',
			'variables_hash_bucket_size 128;',
			'',
			...clientLines(trustedProxies, server),
			...believedLines(trustedProxies),
			'',
			...limits,
			...(network === undefined ? earlierNames : []),
			'',
			...defaultHeaderMaps,
			'',
			...mainLogFormat,
			...(network === undefined ? accessLogFormat : innerLogFormat),
			`access_log ${word(join(layout.proxyLogs, 'access.log'))} main;`,
			'',
			...(network === undefined ? strangers(options, '_', 'default_server') : innerStrangers(options)),
			'',
			'# A test of a new site reads this file with other lines in place of the next.',
			`include ${join(layout.conf, '*.conf')};`,
		]),
	];
	return `${lines.join('\n')}\n`;
}

/** Sites that an older Berth wrote know these. */
const earlierNames = [
	'limit_req_zone $berth_client zone=api_limit:1m rate=10r/s;',
	'limit_req_zone $berth_client zone=auth_limit:1m rate=5r/s;',
	'limit_conn_zone $berth_client zone=addr:1m;',
	...block('map $http_upgrade $connection_upgrade', ['default "";', '"~*^websocket$" upgrade;']),
];
