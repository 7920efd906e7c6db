import type { ProxySnapshot } from '../model/snapshot.ts';
import type { Layout } from '../server/layout.ts';
import type { ProxyAccess } from './proxy.ts';

/** How to reach a proxy whose directory this is, on the server with this root. */
export function accessOf(
	proxy: Pick<ProxySnapshot, 'container' | 'httpPort' | 'httpsPort' | 'own' | 'inner' | 'npm'>,
	{ proxyDirectory: directory, root }: Pick<Layout, 'proxyDirectory' | 'root'>,
): ProxyAccess {
	const { container, httpPort, httpsPort, own, inner, npm } = proxy;
	const at = { directory, httpPort, httpsPort };
	if (own !== undefined) return { driver: 'host', ...own, ...at };
	if (npm !== undefined) return { driver: 'npm', container, npm: { data: npm.data, port: npm.port, root }, ...at };
	if (inner === undefined) return { driver: 'container', container, ...at };
	return { driver: 'inner', container, ...(inner.network && { network: inner.network }), ...at };
}
