import type { ProxySnapshot } from '../model/snapshot.ts';
import type { ProxyAccess } from './proxy.ts';

/** How to reach a proxy whose directory this is. */
export function accessOf(
	{ container, httpPort, httpsPort, own, inner }: Pick<ProxySnapshot, 'container' | 'httpPort' | 'httpsPort' | 'own' | 'inner'>,
	directory: string,
): ProxyAccess {
	const at = { directory, httpPort, httpsPort };
	if (own !== undefined) return { driver: 'host', ...own, ...at };
	if (inner === undefined) return { driver: 'container', container, ...at };
	return { driver: 'inner', container, ...(inner.network && { network: inner.network }), ...at };
}
