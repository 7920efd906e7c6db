import type { ServerSettings } from '../config/server-file.ts';
import { innerContainer } from '../model/berth.ts';
import { proxyPort } from '../model/ports.ts';
import type { ProjectSnapshot, ProxySnapshot } from '../model/snapshot.ts';
import { accessOf } from '../proxies/access-of.ts';
import type { ProxyAccess } from '../proxies/proxy.ts';
import type { Layout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';

/** What settings say of a proxy before anybody looks at it. */
export type ProxyFacts = Pick<
	ProxySnapshot,
	'driver' | 'container' | 'image' | 'httpPort' | 'httpsPort' | 'own' | 'inner' | 'npm' | 'trustedProxies'
>;

/** The proxy that server.yml names. */
export function serverProxy({ proxy, trustedProxies }: Pick<ServerSettings, 'proxy' | 'trustedProxies'>): ProxyFacts {
	const { http: httpPort, https: httpsPort, ...rest } = proxy;
	return { ...rest, httpPort, httpsPort, trustedProxies };
}

/** How to reach it. */
export function serverAccess(settings: Pick<ServerSettings, 'proxy' | 'trustedProxies'>, layout: Layout): ProxyAccess {
	return accessOf(serverProxy(settings), layout);
}

/** A project's own one; `undefined` where the server's serves it. */
export function innerProxy(
	settings: Pick<ServerSettings, 'proxy' | 'trustedProxies'>,
	{
		name,
		project,
		ports,
		subnet,
		isApart,
		networkId,
	}: Pick<ProjectSnapshot, 'name' | 'project' | 'ports' | 'subnet' | 'isApart' | 'networkId'>,
): ProxyFacts | undefined {
	if (isApart !== true || ports === undefined) return undefined;
	const { port = proxyPort(ports) } = project?.proxy ?? {};
	return {
		driver: 'inner',
		container: innerContainer(name),
		image: settings.proxy.image,
		httpPort: port,
		httpsPort: port,
		trustedProxies: settings.trustedProxies,
		inner: {
			project: name,
			...(subnet !== undefined && { network: { name: networkOf(name), subnet, ports } }),
			...(networkId !== undefined && { networkId }),
		},
	};
}
