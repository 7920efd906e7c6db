import { join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import type { InnerAccess, OwnFile, OwnFilesOptions } from '../../proxy.ts';
import { renderInnerCompose } from '../compose.ts';
import { renderNginxMain } from '../main.ts';
import { container } from './container.ts';
import type { Way } from './way.ts';

/**
 * nginx in a container of its own in a project's network, published on one port of the server. It reaches replicas by addresses that
 * they have for good, and speaks HTTP alone: TLS ends at whatever stands in front.
 */
export const inner: Way<InnerAccess> = {
	...container,
	site: ({ conf }) => ({ ssl: join(conf, 'ssl-defaults.conf'), isPublic: false }),
	ownPaths: (_access, { proxyDirectory, proxyCompose }) => [join(proxyDirectory, 'nginx.conf'), proxyCompose],
	ownFiles,
};

function ownFiles({ container, httpPort, httpsPort }: InnerAccess, options: OwnFilesOptions): readonly OwnFile[] {
	const { layout, version, trustedProxies, image, own } = options;
	if (own === undefined) throw new Failure({ kind: 'bug', what: `${container} is no proxy of a project` });
	const main = renderNginxMain({ layout, httpPort, httpsPort, version, trustedProxies, network: own.network });
	return [
		{ path: join(layout.proxyDirectory, 'nginx.conf'), text: main },
		{ path: layout.proxyCompose, text: renderInnerCompose({ layout, image, container, httpPort, own }) },
	];
}
