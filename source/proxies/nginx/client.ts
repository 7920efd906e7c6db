import { cloudflareNetworks } from './cloudflare-networks.ts';
import { block } from './text.ts';

/** What only a proxy in front may say of a client, and Cloudflare too if it is the one that sets it. */
const hearsay: readonly { readonly header: string; readonly from: 'proxy' | 'anyTrusted' }[] = [
	...['Server', 'Prefix', 'Scheme', 'Ssl', 'Protocol', 'Path', 'Uri', 'Method', 'User', 'Email', 'Groups', 'Preferred-Username'].map(
		(name) => ({ header: `X-Forwarded-${name}`, from: 'proxy' }) as const,
	),
	...['CF-Connecting-IP', 'True-Client-IP', 'X-Client-IP'].map((header) => ({ header, from: 'anyTrusted' }) as const),
];

/**
 * Nobody may say these, no proxy either. By the first some frameworks take another path than the one asked, past `site.auth`; by the others
 * they take a visitor's word for who or where he is, when no such network or proxy is in front; `Proxy` becomes HTTP_PROXY in CGI.
 */
const lies: readonly string[] = [
	'X-Original-URL',
	'X-Original-URI',
	'X-Original-Method',
	'X-Original-Host',
	'X-Rewrite-URL',
	'X-Rewrite-URI',
	'Forwarded-For',
	'X-Forwarded',
	'X-Forwarded-By',
	'X-Forwarded-Client-Cert',
	'X-Forwarded-Url',
	'X-Cluster-Client-IP',
	'Client-IP',
	'Fastly-Client-IP',
	'Fly-Client-IP',
	'X-Azure-ClientIP',
	'X-Envoy-External-Address',
	'X-Appengine-User-IP',
	'X-ProxyUser-Ip',
	'Front-End-Https',
	'X-Url-Scheme',
	'X-Host',
	'Remote-User',
	'X-Remote-User',
	'Proxy',
];

/**
 * A proxy in front: an address, a CIDR network, or `cloudflare`; `npm`: where Nginx Proxy Manager may be, which sets X-Forwarded-For and
 * -Proto itself, and passes on whatever else its visitors say.
 */
export type Trusted = string | { readonly npm: string };

/**
 * Who the client is, for the main configuration. Only a proxy that is trusted is believed: nginx then takes the last address of
 * X-Forwarded-For that is no such proxy, for the log and the limits too. What Cloudflare does not set itself
 * (X-Forwarded-Host, -Port and the like) comes from its visitors, and is not believed. `server`: addresses by which this machine comes, besides
 * its loopback.
 */
export function clientLines(trustedProxies: readonly Trusted[], server: readonly string[] = []): readonly string[] {
	const networks = trustedProxies.flatMap(networksOf);
	return [
		'# Whose word on the client counts: trustedProxies in server.yml.',
		...block('geo $realip_remote_addr $berth_trusted', ['default "";', ...networks.map(({ network, kind }) => `${network} ${kind};`)]),
		'',
		'# 1 for requests from this machine: health checks and probes are not limited, and see /.berth. A proxy that is believed cannot say so.',
		...block('geo $realip_remote_addr $berth_near', [
			'default 0;',
			'127.0.0.0/8 1;',
			'::1 1;',
			...server.map((address) => `${address} 1;`),
		]),
		...block('map "$berth_near $remote_addr" $berth_local', [
			'default 0;',
			String.raw`"~^1 (?:127\.|::1$)" 1;`,
			...server.map((address) => `"1 ${address}" 1;`),
		]),
		'',
		'# What an app is told. The name as the client wrote it, with its port, if it is the one that chose the site.',
		...block('map "$host $http_host" $berth_host', ['default $host;', String.raw`"~*^(\S+) \1\.?(?::\d{1,5})?$" $http_host;`]),
		...block('map "$berth_trusted $http_x_forwarded_proto" $berth_proto', [
			'default $scheme;',
			String.raw`"~*^\S+ https(?:,|$)" https;`,
			String.raw`"~*^\S+ http(?:,|$)" http;`,
		]),
		...block('map "$berth_trusted $http_x_forwarded_host" $berth_forwarded_host', [
			'default $berth_host;',
			String.raw`"~^proxy [\w.-]+(?::\d{1,5})?$" $http_x_forwarded_host;`,
		]),
		...block('map "$berth_forwarded_host $berth_proto" $berth_usual_port', [
			'default 80;',
			String.raw`"~:(?<berth_named_port>\d{1,5}) " $berth_named_port;`,
			'"~ https$" 443;',
		]),
		...block('map "$berth_trusted $http_x_forwarded_port" $berth_forwarded_port', [
			'default $berth_usual_port;',
			String.raw`"~^proxy \d{1,5}$" $http_x_forwarded_port;`,
		]),
		...(networks.length > 0 ? heard : unheard),
	];
}

/** Lets nginx itself take the client's address from those proxies; allowed for all servers at once, and for one. */
export function believedLines(trustedProxies: readonly Trusted[]): readonly string[] {
	const networks = trustedProxies.flatMap(networksOf);
	if (networks.length === 0) return [];
	return [...networks.map(({ network }) => `set_real_ip_from ${network};`), 'real_ip_header X-Forwarded-For;', 'real_ip_recursive on;'];
}

/** What Nginx Proxy Manager says of these is what its visitors said. */
const heardFromAny = '~^[pc]';

const heard = hearsay.flatMap(({ header, from }) =>
	block(`map $berth_trusted ${heardAs(header)}`, ['default "";', `${from === 'proxy' ? 'proxy' : heardFromAny} ${sentAs(header)};`]),
);

/** With nobody to hear each is a constant: a `map` costs 5 ms of every reload, since nginx clears 1.2 MB for its keys, and a `geo` nothing. */
const unheard = hearsay.flatMap(({ header }) => block(`geo ${heardAs(header)}`, ['default "";']));

/**
 * What a replica is told of the client. Each way of saying it is set here, so that none comes from a visitor; names with
 * underscores, which WSGI would take for the same, are dropped by nginx before.
 */
export const clientHeaders: readonly string[] = [
	'# So many are more than nginx has a table for.',
	'proxy_headers_hash_max_size 2048;',
	'proxy_headers_hash_bucket_size 128;',
	'proxy_set_header Host $berth_host;',
	'proxy_set_header X-Real-IP $remote_addr;',
	'proxy_set_header X-Forwarded-For $remote_addr;',
	'proxy_set_header X-Forwarded-Proto $berth_proto;',
	'proxy_set_header X-Forwarded-Host $berth_forwarded_host;',
	'proxy_set_header X-Forwarded-Port $berth_forwarded_port;',
	...['Forwarded', ...lies].map((header) => `proxy_set_header ${header} "";`),
	...hearsay.map(({ header }) => `proxy_set_header ${header} ${heardAs(header)};`),
];

function networksOf(trusted: Trusted): readonly { readonly network: string; readonly kind: 'cloudflare' | 'proxy' | 'npm' }[] {
	if (typeof trusted !== 'string') return [{ network: trusted.npm, kind: 'npm' }];
	if (trusted !== 'cloudflare') return [{ network: trusted, kind: 'proxy' }];
	return cloudflareNetworks.map((network) => ({ network, kind: 'cloudflare' }));
}

function sentAs(header: string): string {
	return `$http_${wordOf(header)}`;
}

function heardAs(header: string): string {
	return `$berth_heard_${wordOf(header)}`;
}

function wordOf(header: string): string {
	return header.toLowerCase().replaceAll('-', '_');
}
