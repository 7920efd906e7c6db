import { join } from 'node:path';
import type { ContainerAccess, OwnFile, OwnFilesOptions } from '../../proxy.ts';
import { renderProxyCompose } from '../compose.ts';
import { renderNginxMain } from '../main.ts';
import { renderSslDefaults } from '../ssl-defaults.ts';
import { renderStagedMain } from '../staged-main.ts';
import type { Way } from './way.ts';

/** nginx in a container of Berth's with the server's own network: all of its configuration is Berth's. */
export const container: Way<ContainerAccess> = {
	describe: (access) => ({ whereabouts: `nginx (${access.container})`, log: `\`docker logs ${access.container}\`` }),
	place: (access) => ({ container: access.container }),
	mainFiles: ({ directory }) => [join(directory, 'nginx.conf')],
	test: (_access, main) => ['nginx', '-t', '-c', main],
	version: () => ['nginx', '-v'],
	ownPaths: (_access, { nginx, conf, proxyCompose }) => [join(nginx, 'nginx.conf'), join(conf, 'ssl-defaults.conf'), proxyCompose],
	ownFiles,
	advice: () => [],
	withoutOwn: () => [],
	start: () => undefined,
	dump: () => undefined,
	stagedBeside: () => [],
	stage(_access, { directory, texts: [main = ''], sites }) {
		return [{ path: join(directory, 'nginx.conf'), text: renderStagedMain(main, sites) }];
	},
};

function ownFiles(access: ContainerAccess, { layout, version, ipv6, trustedProxies, image }: OwnFilesOptions): readonly OwnFile[] {
	const { httpPort, httpsPort } = access;
	const at = { layout, httpPort, httpsPort };
	return [
		{ path: join(layout.nginx, 'nginx.conf'), text: renderNginxMain({ ...at, version, trustedProxies, ipv6 }) },
		{ path: join(layout.conf, 'ssl-defaults.conf'), text: renderSslDefaults() },
		{ path: layout.proxyCompose, text: renderProxyCompose({ ...at, image, container: access.container }) },
	];
}
