import type { ServerSettings } from '../config/server-file.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import type { Layout } from '../server/layout.ts';

/** How to reach the proxy that server.yml names. */
export function accessOf({ proxy }: Pick<ServerSettings, 'proxy'>, { nginx: directory }: Layout): ProxyAccess {
	const { container, http: httpPort, https: httpsPort, own } = proxy;
	const at = { directory, httpPort, httpsPort };
	return own === undefined ? { driver: 'container', container, ...at } : { driver: 'host', ...own, ...at };
}
