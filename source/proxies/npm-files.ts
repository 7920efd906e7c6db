import type { FrontHost } from '../model/front.ts';
import { hostNames } from './index.ts';

/** NPM's file of a host, `proxy_host/<id>.conf`, read as NPM's template writes it; `undefined` for one that forwards nothing. */
export function readFrontHost(path: string, text: string): FrontHost | undefined {
	const code = withoutComments(text);
	const domains = hostNames(code);
	// Of several the last counts: the operator's Advanced text comes after NPM's own.
	const setting = (name: string) => [...code.matchAll(new RegExp(`^\\s*set\\s+\\$${name}\\s+"?([^";\\s]+)"?\\s*;`, 'gm'))].at(-1)?.[1];
	const server = setting('server');
	const port = Number(setting('port'));
	if (server === undefined || !Number.isInteger(port) || domains.length === 0) return undefined;
	return {
		path,
		domains,
		scheme: setting('forward_scheme') ?? 'http',
		server,
		port,
		isCaching: includes(code, 'assets'),
		hasWebSockets: /^\s*proxy_set_header\s+Upgrade\s+\$http_upgrade\s*;/m.test(code),
		forcesHttps: includes(code, 'force-ssl'),
		hasOwnLocation: !includes(code, 'proxy'),
		isAside: path.endsWith('.err'),
	};
}

/** Names of the `upstream {}` blocks in a file. */
export function upstreamNames(text: string): readonly string[] {
	return Array.from(withoutComments(text).matchAll(/(?:^|[\s{};])upstream\s+([^\s{]+)\s*\{/g), ([, name = '']) => name);
}

function includes(code: string, name: string): boolean {
	return new RegExp(`^\\s*include\\s+\\S*conf\\.d/include/${name}\\.conf;`, 'm').test(code);
}

function withoutComments(text: string): string {
	return text.replace(/^\s*#.*$/gm, '');
}
