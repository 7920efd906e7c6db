import { innerContainer } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { proxyPort } from '../model/ports.ts';
import type { ProjectProxy } from '../model/project.ts';
import type { ProjectNetwork } from '../model/project-network.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The server with a proxy of a project's own as the one there is, before it is made. */
export function innerIn(snapshot: Snapshot, project: string, wanted: ProjectProxy, network: ProjectNetwork): Snapshot {
	const { image, hasIpv6, trustedProxies } = snapshot.proxy;
	const { port = proxyPort(network.ports) } = wanted;
	return {
		...snapshot,
		proxy: {
			driver: 'inner',
			container: innerContainer(project),
			...{ image, hasIpv6, trustedProxies },
			files: {},
			httpPort: port,
			httpsPort: port,
			inner: { project, network },
		},
	};
}

/** Refuses one where Nginx Proxy Manager is the server's proxy: that would have to pass on to it, and does not reach where it is published. */
export function refuseInner({ proxy }: Snapshot): void {
	if (proxy.npm === undefined) return;
	throw new Failure({
		kind: 'refused',
		what: 'Beside sites in Nginx Proxy Manager no project has an nginx of its own',
		next: "Take `driver: npm` out of deploy/server.yml: then projects have nginxes of their own, to which Nginx Proxy Manager's hosts forward (`berth proxy front`)",
	});
}
