import type { Snapshot } from '../model/snapshot.ts';
import { layoutOf } from '../server/layout.ts';
import type { ProxyAccess } from '../steps/shapes.ts';

/** nginx as steps reach it. */
export function proxyAccess(snapshot: Snapshot): ProxyAccess {
	const { container, httpPort, httpsPort } = snapshot.proxy;
	return { driver: 'container', container, directory: layoutOf(snapshot.root).nginx, httpPort, httpsPort };
}
