import type { Snapshot } from '../model/snapshot.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import { layoutOf } from '../server/layout.ts';

/** nginx as steps reach it. */
export function proxyAccess(snapshot: Snapshot): ProxyAccess {
	const { container, httpPort, httpsPort } = snapshot.proxy;
	return { driver: 'container', container, directory: layoutOf(snapshot.root).nginx, httpPort, httpsPort };
}
