import { isAtLeast } from './version.ts';

/** Where servers listen. */
export interface Listening {
	/** nginx's own, `1.22.1`: decides between old and new directives. */
	readonly nginxVersion: string;
	readonly httpPort: number;
	readonly httpsPort: number;
	/**
	 * Listen on `[::]` too. Off unless asked for: on a machine without IPv6 nginx refuses the whole configuration, every
	 * project's site with it.
	 */
	readonly ipv6?: boolean;
}

/** True if the main configuration listens on IPv6. Sites do as it does: alone there, one would be the answer to every unknown name. */
export function listensOnIpv6(main: string, httpPort: number): boolean {
	return main.split('\n').some((line) => line.trim().startsWith(`listen [::]:${httpPort} `));
}

/** `listen` lines of a server that speaks HTTP. */
export function listenHttp({ httpPort, ipv6 = false }: Listening, flags = ''): readonly string[] {
	const suffix = flags === '' ? ';' : ` ${flags};`;
	return [`listen ${httpPort}${suffix}`, ...(ipv6 ? [`listen [::]:${httpPort}${suffix}`] : [])];
}

/** `listen` lines of a server that speaks HTTPS and HTTP/2. */
export function listenHttps({ nginxVersion, httpsPort, ipv6 = false }: Listening, flags = ''): readonly string[] {
	const hasDirective = isAtLeast(nginxVersion, '1.25.1');
	const words = ['ssl', ...(hasDirective ? [] : ['http2']), ...(flags === '' ? [] : [flags])].join(' ');
	return [`listen ${httpsPort} ${words};`, ...(ipv6 ? [`listen [::]:${httpsPort} ${words};`] : []), ...(hasDirective ? ['http2 on;'] : [])];
}
