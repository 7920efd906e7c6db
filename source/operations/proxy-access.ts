import type { Snapshot } from '../model/snapshot.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import { layoutOf } from '../server/layout.ts';

/** nginx as steps reach it. */
export function proxyAccess(snapshot: Snapshot): ProxyAccess {
	const { own, container, httpPort, httpsPort } = snapshot.proxy;
	const at = { directory: layoutOf(snapshot.root).nginx, httpPort, httpsPort };
	return own === undefined ? { driver: 'container', container, ...at } : { driver: 'host', ...own, ...at };
}
