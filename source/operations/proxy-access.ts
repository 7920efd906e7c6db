import type { Snapshot } from '../model/snapshot.ts';
import { accessOf } from '../proxies/access-of.ts';
import { proxyOf } from '../proxies/index.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import { type Layout, layoutOf, projectLayout, withProxyAt } from '../server/layout.ts';

/** The proxy as steps reach it. */
export function proxyAccess(snapshot: Snapshot): ProxyAccess {
	return accessOf(snapshot.proxy, layoutIn(snapshot).proxyDirectory);
}

/** The same server with its own proxy as the one there is, also where a project has one of its own. */
export function atServer({ serverProxy, ...snapshot }: Snapshot): Snapshot {
	return { ...snapshot, ...(serverProxy && { proxy: serverProxy }) };
}

/** What lies where, with the sites of the proxy that a snapshot has. */
export function layoutIn({ root, proxy }: Pick<Snapshot, 'root' | 'proxy'>): Layout {
	const layout = layoutOf(root);
	return proxy.inner === undefined ? layout : withProxyAt(layout, projectLayout(layout, proxy.inner.project).ownProxy);
}

/** Whether the proxy loads what Berth adds to it. */
export function isJoined(snapshot: Pick<Snapshot, 'root' | 'proxy'>): boolean {
	const layout = layoutIn(snapshot);
	const access = accessOf(snapshot.proxy, layout.proxyDirectory);
	return proxyOf(access).isPart(access, layout, snapshot.proxy.files);
}
