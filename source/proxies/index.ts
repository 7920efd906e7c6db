import type { AccessEntry, AccessText } from '../model/access-entry.ts';
import { nginx } from './nginx/index.ts';
import type { ProxyAccess, ProxyServer, SiteReading } from './proxy.ts';

/** The proxy that is run in this way. */
export function proxyOf(_access: Pick<ProxyAccess, 'driver'>): ProxyServer {
	return nginx;
}

const proxies: readonly ProxyServer[] = [nginx];

/** Reads a site of Berth's, for whichever proxy it was written; `undefined` for any other file. */
export function readSite(text: string): SiteReading | undefined {
	return firstOf((proxy) => proxy.readSite(text));
}

/** Host names that a file answers for, whoever wrote it and for whichever proxy. */
export function hostNames(text: string): readonly string[] {
	return [...new Set(proxies.flatMap((proxy) => proxy.hostNames(text)))];
}

/** Reads a line of an access log, whichever proxy wrote it; `undefined` for any other line. */
export function readAccessLine(line: string): AccessEntry | undefined {
	return firstOf((proxy) => proxy.readAccessLine(line));
}

/** The same for people. */
export function describeAccessLine(line: string): AccessText | undefined {
	return firstOf((proxy) => proxy.describeAccessLine(line));
}

function firstOf<Reading>(read: (proxy: ProxyServer) => Reading | undefined): Reading | undefined {
	for (const proxy of proxies) {
		const found = read(proxy);
		if (found !== undefined) return found;
	}
	return undefined;
}
