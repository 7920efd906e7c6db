import type { ProjectNetwork } from '../model/project-network.ts';
import type { ProjectSnapshot, Snapshot } from '../model/snapshot.ts';
import { accessOf } from '../proxies/access-of.ts';
import { proxyOf } from '../proxies/index.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import { type Layout, layoutOf, projectLayout, withNpm, withProxyAt } from '../server/layout.ts';

/** The proxy as steps reach it. */
export function proxyAccess(snapshot: Snapshot): ProxyAccess {
	return accessOf(snapshot.proxy, layoutIn(snapshot));
}

/** The same for a project: with the network in which it reaches that one's replicas. */
export function accessFor(snapshot: Snapshot, target: Pick<ProjectSnapshot, 'proxy' | 'across'>): ProxyAccess {
	const access = proxyAccess(snapshot);
	return access.driver === 'npm' && target.across !== undefined ? { ...access, network: target.across } : access;
}

/** The network in which the proxy of a project reaches its replicas by addresses; `undefined` where it reaches them by ports of this server. */
export function networkIn({ proxy, across }: Pick<ProjectSnapshot, 'proxy' | 'across'>): ProjectNetwork | undefined {
	return proxy?.inner?.network ?? across;
}

/** The same server with its own proxy as the one there is, also where a project has one of its own. */
export function atServer({ serverProxy, ...snapshot }: Snapshot): Snapshot {
	return { ...snapshot, ...(serverProxy && { proxy: serverProxy }) };
}

/** What lies where, with the sites of the proxy that a snapshot has. */
export function layoutIn({ root, proxy }: Pick<Snapshot, 'root' | 'proxy'>): Layout {
	const layout = layoutOf(root);
	if (proxy.npm !== undefined) return withNpm(layout, proxy.npm.data);
	return proxy.inner === undefined ? layout : withProxyAt(layout, projectLayout(layout, proxy.inner.project).ownProxy);
}

/** Whether the proxy loads what Berth adds to it. */
export function isJoined(snapshot: Pick<Snapshot, 'root' | 'proxy'>): boolean {
	const layout = layoutIn(snapshot);
	const access = accessOf(snapshot.proxy, layout);
	return proxyOf(access).isPart(access, layout, snapshot.proxy.files);
}
