import { join } from 'node:path';
import type { SiteCertificate } from '../../model/certificate.ts';
import { sizeText } from '../../render/units.ts';
import { projectLayout } from '../../server/layout.ts';
import type { SiteOptions } from '../proxy.ts';
import { clientHeaders } from './client.ts';
import { defaultHeaders, hstsHeader, hstsLines } from './default-headers.ts';
import { listenHttp, listenHttps } from './listen.ts';
import { challengeLocation } from './shared.ts';
import { pathTricks, siteLocations } from './site-locations.ts';
import { block, word } from './text.ts';

/** Stands in a site's text where its generation will be, while that is computed. */
export const placeholder = '@generation@';

/** The name of the upstream that all locations of a site pass to. */
export function upstreamName({ project, setting }: Pick<SetSite, 'project' | 'setting'>): string {
	return `${setting.prefix ?? ''}${project.name.replaceAll('-', '_')}_backend`;
}

/** What a site leans on that differs from one way of running nginx to another. */
export interface SiteSetting {
	/** Included first, where the rest of the configuration is not Berth's. */
	readonly defaults?: string;
	/** TLS settings of every site. */
	readonly ssl: string;
	/** It listens there alone. */
	readonly address?: string;
	/** What upstreams are called first, where others may have some. */
	readonly prefix?: string;
	/** False: it is not asked by whoever gives out certificates. */
	readonly isPublic: boolean;
}

/** The options of a site with what it leans on. */
export type SetSite = SiteOptions & { readonly setting: SiteSetting };

/** The server blocks: one for HTTP, or one that leads to HTTPS and one for that. */
export function siteServers(options: SetSite): readonly string[] {
	const names = `server_name ${options.project.domains.join(' ')};`;
	const { certificate, setting } = options;
	const at = setting.address === undefined ? {} : { address: setting.address };
	if (certificate === undefined)
		return block('server', [...listenHttp({ ...options, ...at }), names, '', ...shared(options), ...content(options)]);
	return [
		...block('server', [...listenHttp(options), names, '', ...shared(options), ...block('location /', toHttps(options))]),
		'',
		...block('server', [...listenHttps(options), names, '', ...tls(options, certificate), ...shared(options), ...content(options)]),
	];
}

/** With 301 clients may ask again with GET, whatever they had sent. */
function toHttps({ httpsPort }: SiteOptions): readonly string[] {
	const there = `https://$host${httpsPort === 443 ? '' : `:${httpsPort}`}$request_uri`;
	return [`if ($request_method !~ ^(GET|HEAD)$) { return 308 ${there}; }`, `return 301 ${there};`];
}

/** Browsers do not forget it for a year: it waits until a certificate has been renewed, unless the project says so. */
function isToStay({ project }: SiteOptions, { isRenewed }: SiteCertificate): boolean {
	return isRenewed || project.site.hsts.always;
}

function tls(options: SetSite, certificate: SiteCertificate): readonly string[] {
	const { setting, project } = options;
	const file = (name: string) => word(join(certificate.path, name));
	return [
		`ssl_certificate ${file('fullchain.pem')};`,
		`ssl_certificate_key ${file('privkey.pem')};`,
		`include ${word(setting.ssl)};`,
		...(certificate.ocsp === undefined ? [] : ['ssl_stapling on;']),
		...(isToStay(options, certificate) ? hstsLines(project.site.hsts) : []),
		'',
	];
}

/** What the server answers itself, with TLS and without. */
function shared({ setting, project, release, berth, closed, layout, network, front }: SetSite): readonly string[] {
	const { accessLog, errorLog } = projectLayout(layout, project.name);
	return [
		...(setting.defaults === undefined ? [] : [`include ${word(setting.defaults)};`]),
		`set $berth_release ${word(release)};`,
		// The access log says so: what a closed site answers is no failure of the app.
		`set $berth_berth ${closed === true ? 'closed' : berth};`,
		...(network === undefined ? [] : [`set $berth_ports ${network.ports.blue}:${network.ports.green};`]),
		// The project's own proxy logs each request there already.
		front === undefined ? `access_log ${word(accessLog)} berth;` : 'access_log off;',
		`error_log ${word(errorLog)} warn;`,
		'',
		...(setting.isPublic ? [...challengeLocation(layout), ''] : []),
		'# Which configuration answers; for this machine only. `deny` would come too late: `return` goes first.',
		...block('location = /.berth', [
			'access_log off;',
			'default_type text/plain;',
			'if ($berth_local = 0) { return 404; }',
			`return 200 "${release} ${berth} ${placeholder}\\n";`,
		]),
		'',
	];
}

function content(options: SetSite): readonly string[] {
	if (options.closed === true) return closedDoor(options);
	return options.front === undefined ? app(options) : passedOn(options);
}

/** How soon clients may ask a closed site again, s. */
const retryAfter = 60;

function closedDoor(options: SiteOptions): readonly string[] {
	const { project, certificate } = options;
	return [
		'# What is too large for the app is no other answer here.',
		`client_max_body_size ${sizeText(project.site.bodyLimit)};`,
		'',
		...block('location /', [
			'default_type text/plain;',
			`add_header Retry-After ${retryAfter} always;`,
			'add_header Cache-Control no-store always;',
			...(certificate !== undefined && isToStay(options, certificate) ? [hstsHeader] : []),
			'return 503 "Out of service for now. Please try again later.\\n";',
		]),
	];
}

function app(options: SetSite): readonly string[] {
	const { project, network } = options;
	return [
		...defaultHeaders,
		`client_max_body_size ${sizeText(project.site.bodyLimit)};`,
		'',
		...carried,
		...passing,
		'',
		'# A request that a replica may have begun to work on is not sent twice, unless asking twice does no harm (GET, HEAD, PUT…).',
		'proxy_next_upstream error timeout;',
		'proxy_next_upstream_tries 3;',
		'proxy_next_upstream_timeout 30s;',
		'',
		...pathTricks(project),
		...siteLocations(project, `http://${upstreamName(options)}`, network !== undefined),
	];
}

function passedOn(options: SetSite): readonly string[] {
	return [
		'# Limits, time limits and headers of the app are the business of the nginx behind.',
		'client_max_body_size 0;',
		'',
		...carried,
		'proxy_request_buffering off;',
		...passing,
		'',
		...block('location /', [
			`proxy_pass http://${upstreamName(options)};`,
			'proxy_connect_timeout 60s;',
			'proxy_send_timeout 7d;',
			'proxy_read_timeout 7d;',
		]),
	];
}

/** What is told of the client, and how it speaks. */
const carried = [
	'proxy_http_version 1.1;',
	'proxy_set_header Upgrade $berth_upgrade;',
	'proxy_set_header Connection $berth_connection;',
	'proxy_set_header X-Request-ID $request_id;',
	...clientHeaders,
	'',
];

/**
 * A response reaches the client as the app sends it: with buffers gzip holds a stream back until it has enough to compress. A download that
 * nginx should rather take off the app's hands at once is asked for by the app, with `X-Accel-Buffering: yes`.
 */
const passing = [
	'proxy_buffering off;',
	'# The headers of a response, of a 101 too, fit into one.',
	'proxy_buffer_size 64k;',
	'proxy_buffers 8 16k;',
	'proxy_busy_buffers_size 64k;',
];
