import type { FrontHost } from '../model/front.ts';
import { hostNames } from './index.ts';
import { statementsOf } from './nginx/text.ts';

/** NPM's file of a host, `proxy_host/<id>.conf`, read as NPM's template writes it; `undefined` for one that forwards nothing. */
export function readFrontHost(path: string, text: string): FrontHost | undefined {
	const statements = statementsOf(text);
	const domains = hostNames(text);
	// Of several the last counts: the operator's Advanced text comes after NPM's own.
	const setting = (name: string) => {
		const pattern = new RegExp(`^set\\s+\\$${name}\\s+"?([^"\\s]+)"?$`);
		return statements.flatMap((statement) => pattern.exec(statement)?.[1] ?? []).at(-1);
	};
	const server = setting('server');
	const port = Number(setting('port'));
	if (server === undefined || !Number.isInteger(port) || domains.length === 0) return undefined;
	return {
		path,
		domains,
		scheme: setting('forward_scheme') ?? 'http',
		server,
		port,
		isCaching: includes(statements, 'assets'),
		hasWebSockets: statements.some((statement) => /^proxy_set_header\s+Upgrade\s+\$http_upgrade$/.test(statement)),
		forcesHttps: includes(statements, 'force-ssl'),
		hasOwnLocation: !includes(statements, 'proxy'),
		isAside: path.endsWith('.err'),
	};
}

/** Names of the `upstream {}` blocks in a file. */
export function upstreamNames(text: string): readonly string[] {
	return statementsOf(text).flatMap((statement) => /^upstream\s+(\S+)$/.exec(statement)?.[1] ?? []);
}

function includes(statements: readonly string[], name: string): boolean {
	return statements.some((statement) => statement.startsWith('include ') && statement.endsWith(`conf.d/include/${name}.conf`));
}
