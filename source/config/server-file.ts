import * as z from 'zod';
import type { CertificateSettings } from '../model/certificate.ts';
import type { NpmProxy, OwnProxy } from '../model/snapshot.ts';
import { certificateContradictions, certificateKeys, certificateSettingsOf, certificates } from './certificate-settings.ts';
import { withControlCharacters } from './control-characters.ts';
import { list, map, noSettings, notA, text, whole } from './fields.ts';
import { configFailure, type Mistake, mistakesOf } from './mistakes.ts';
import { shownValue } from './shown-value.ts';
import { readYaml } from './yaml-source.ts';

/** `deploy/server.yml`: what is so for the whole server. */
export interface ServerSettings {
	readonly engine: {
		/** Where the engine listens: `unix:///var/run/docker.sock`. Absent: Docker's own default. */
		readonly host?: string;
		/** Directory of Docker's client settings and registry logins. */
		readonly config?: string;
	};
	/** Ports of new projects: a block of 100 each, or the older table of 8001, 5433, 6380. */
	readonly portScheme: 'block' | 'table';
	readonly proxy: {
		/** How the proxy is run: in a container of Berth's; as the server's own, beside sites of others; or as that of Nginx Proxy Manager, beside its hosts. */
		readonly driver: 'container' | 'host' | 'npm';
		readonly container: string;
		readonly image: string;
		readonly http: number;
		readonly https: number;
		/** Where the server's own is; only with `driver: host`. */
		readonly own?: OwnProxy;
		/** Only with `driver: npm`. */
		readonly npm?: Pick<NpmProxy, 'data' | 'port'>;
	};
	/** Subnets of new projects are cut from it, a /24 each. CIDR. */
	readonly networkPool: string;
	/** Proxies in front of this server whose word on the client counts: addresses, CIDR networks, or `cloudflare`. */
	readonly trustedProxies: readonly string[];
	/** How certificates are obtained; absent: none are. */
	readonly certificates?: CertificateSettings;
	/** Nginx Proxy Manager in front of this server's proxies: its container, and what that sees as `/data`. */
	readonly npm?: { readonly container: string; readonly data: string; readonly port: number };
}

const engine = {
	host: text(/^(unix:\/\/\/|tcp:\/\/)\S+$/, 'an address of Docker', 'unix:///var/run/docker.sock').optional(),
	config: text(/^\/\S*$/, 'an absolute path', '/root/.docker').optional(),
};

/** As the proxy takes it without quotes. */
const plainPath = /^\/[\w./-]+$/;

const proxy = {
	driver: z.enum(['container', 'host', 'npm'], { error: notA('a way to run nginx', 'container, host or npm') }).default('container'),
	container: text(/^[a-zA-Z0-9][\w.-]+$/, 'a container name', 'nginx-proxy').default('nginx-proxy'),
	image: text(/^[a-z0-9][\w.:/@-]*$/, 'an image', 'nginx:1.29').default('nginx:1.29'),
	http: whole(1, 65_535, '80').default(80),
	https: whole(1, 65_535, '443').default(443),
	program: text(/^\/?[\w./-]+$/, 'a program', '/usr/sbin/nginx').optional(),
	config: text(plainPath, 'an absolute path', '/etc/nginx/nginx.conf').optional(),
	pidFile: text(plainPath, 'an absolute path', '/run/nginx.pid').optional(),
};

const npm = {
	container: text(/^[a-zA-Z0-9][\w.-]+$/, 'a container name', 'npm').default('npm'),
	data: text(plainPath, 'an absolute path', '/opt/npm/data'),
	port: whole(1, 65_535, '8099').default(8099),
};

const cidr = /^(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])(\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])){3}\/([89]|1\d|2[0-4])$/;

const noProxy = ({ input }: { readonly input?: unknown }) =>
	`${shownValue(input)} is no address or network; write 10.0.0.7, 10.0.0.0/8, 2001:db8::/32 or cloudflare`;

/** Not a network that is everybody: then everybody could choose the address that is logged and limited. */
const trustedProxy = z
	.union([z.literal('cloudflare'), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: noProxy })
	.refine((network) => !/\/0+$/.test(network), { error: noProxy });

const server = {
	engine: map(engine, '{host: unix:///var/run/docker.sock}'),
	portScheme: z.enum(['block', 'table'], { error: notA('a port scheme', 'block or table') }).default('block'),
	proxy: map(proxy, '{container: nginx-proxy}'),
	networkPool: text(cidr, 'a range of networks from /8 to /24', '172.20.0.0/14').default('172.20.0.0/14'),
	trustedProxies: list(trustedProxy, '[10.0.0.7, cloudflare]').default([]),
	certificates: map(certificates, '{email: ops@example.com}').optional(),
	npm: map(npm, '{container: npm, data: /opt/npm/data}').optional(),
};

/** `server.yml` as it is written, with its defaults. */
export const serverSchema = z.strictObject(server, { error: noSettings('portScheme: block') });

const serverKeys = {
	'': Object.keys(server),
	engine: Object.keys(engine),
	proxy: Object.keys(proxy),
	npm: Object.keys(npm),
	...certificateKeys,
};

/** Reads `server.yml`; without the file everything has its default. Throws one `config` failure that names every mistake. */
export function parseServer(text: string | undefined, path: string): ServerSettings {
	const source = readYaml(text ?? '', path);
	const parsed = serverSchema.safeParse(source.value ?? {});
	const mistakes = withControlCharacters(
		source.value,
		parsed.success ? contradictionsOf(parsed.data) : mistakesOf(parsed.error, serverKeys),
	);
	if (!parsed.success || mistakes.length > 0) {
		throw configFailure(
			path,
			mistakes.map((mistake) => ({ ...mistake, line: source.lineOf(mistake.path) })),
		);
	}
	const { certificates: told, engine, proxy, npm, ...rest } = parsed.data;
	const { host, config } = engine;
	return {
		...rest,
		proxy: proxyOf(proxy, npm),
		engine: { ...(host !== undefined && { host }), ...(config !== undefined && { config }) },
		...(told !== undefined && { certificates: certificateSettingsOf(told) }),
		...(npm !== undefined && { npm }),
	};
}

function contradictionsOf({ proxy, npm, certificates: told }: z.output<typeof serverSchema>): readonly Mistake[] {
	return [
		...samePort(proxy),
		...(proxy.driver === 'npm' ? alone(npm, told) : []),
		...(told === undefined ? [] : certificateContradictions(told)),
	];
}

/** Nginx Proxy Manager has to be somewhere, and certificates are its own. */
function alone(npm: unknown, told: unknown): readonly Mistake[] {
	const path = ['proxy', 'driver'];
	return [
		...(npm === undefined
			? [{ path, message: 'npm has to be found; write "npm: {container: npm, data: /opt/npm/data}" beside proxy' }]
			: []),
		...(told === undefined ? [] : [{ path, message: 'npm has certificates of its own; take certificates out' }]),
	];
}

/** Where the distributions have it. */
const usualNginx: OwnProxy = { program: 'nginx', config: '/etc/nginx/nginx.conf', pidFile: '/run/nginx.pid' };

function proxyOf(
	{ program, config, pidFile, ...proxy }: z.output<typeof serverSchema>['proxy'],
	manager: z.output<typeof serverSchema>['npm'],
): ServerSettings['proxy'] {
	if (proxy.driver === 'npm' && manager !== undefined) {
		const { container, data, port } = manager;
		return { ...proxy, container, npm: { data, port } };
	}
	if (proxy.driver !== 'host') return proxy;
	const { program: usual, config: usualConfig, pidFile: usualPidFile } = usualNginx;
	return { ...proxy, own: { program: program ?? usual, config: config ?? usualConfig, pidFile: pidFile ?? usualPidFile } };
}

function samePort({ http, https }: Pick<ServerSettings['proxy'], 'http' | 'https'>): readonly Mistake[] {
	return http === https ? [{ path: ['proxy', 'https'], message: `${https} is the port for HTTP already; write 443` }] : [];
}
