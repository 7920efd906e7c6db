import { innerContainer } from '../model/berth.ts';
import { proxyPort } from '../model/ports.ts';
import type { ProjectProxy } from '../model/project.ts';
import type { ProjectNetwork } from '../model/project-network.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The server with a proxy of a project's own as the one there is, before it is made. */
export function innerIn(snapshot: Snapshot, project: string, wanted: ProjectProxy, network: ProjectNetwork): Snapshot {
	const { image, hasIpv6, trustedProxies } = snapshot.proxy;
	const { address, port = proxyPort(network.ports) } = wanted;
	return {
		...snapshot,
		proxy: {
			driver: 'inner',
			container: innerContainer(project),
			...{ image, hasIpv6, trustedProxies },
			files: {},
			httpPort: port,
			httpsPort: port,
			inner: { project, address, network },
		},
	};
}
