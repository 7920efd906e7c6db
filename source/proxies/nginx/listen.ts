import type { Listen } from '../../model/snapshot.ts';
import type { Listening } from '../proxy.ts';
import { statementsOf } from './text.ts';
import { isAtLeast } from './version.ts';

/** True if the main configuration listens on IPv6. Sites do as it does: alone there, one would be the answer to every unknown name. */
export function listensOnIpv6(main: string, httpPort: number): boolean {
	return new RegExp(`^\\s*listen \\[::\\]:${httpPort}[ ;]`, 'm').test(main);
}

/** `listen` lines of a server that speaks HTTP. */
export function listenHttp({ httpPort, address, ipv6 = false }: Listening, flags = ''): readonly string[] {
	const suffix = flags === '' ? ';' : ` ${flags};`;
	return [
		`listen ${address === undefined ? '' : `${address}:`}${httpPort}${suffix}`,
		...(ipv6 ? [`listen [::]:${httpPort}${suffix}`] : []),
	];
}

/** `listen` lines of a server that speaks HTTPS and HTTP/2. */
export function listenHttps({ version, httpsPort, ipv6 = false }: Listening, flags = ''): readonly string[] {
	const hasDirective = isAtLeast(version, '1.25.1');
	const words = ['ssl', ...(hasDirective ? [] : ['http2']), ...(flags === '' ? [] : [flags])].join(' ');
	return [`listen ${httpsPort} ${words};`, ...(ipv6 ? [`listen [::]:${httpsPort} ${words};`] : []), ...(hasDirective ? ['http2 on;'] : [])];
}

/** Where a file of nginx's listens, whoever wrote it; sockets of this machine are none. */
export function listens(text: string): readonly Listen[] {
	const words = statementsOf(text).map((statement) => /^listen\s+(\S+)/.exec(statement)?.[1]);
	return words.filter((word) => word !== undefined && !word.startsWith('unix:')).map((word) => listenOf(word ?? ''));
}

/** `80`, `203.0.113.5`, `*:80`, `[::]:443`. */
function listenOf(word: string): Listen {
	if (/^\d+$/.test(word)) return { address: '*', port: Number(word) };
	const [, address = word, port = '80'] = /^(\[[^\]]*\]|[^:]+)(?::(\d+))?$/.exec(word) ?? [];
	return { address, port: Number(port) };
}
