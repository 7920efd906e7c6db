import { join } from 'node:path';
import type { Layout } from '../../../server/layout.ts';
import type { ContainerAccess, OwnFile, OwnFilesOptions } from '../../proxy.ts';
import { renderProxyCompose } from '../compose.ts';
import { renderNginxMain } from '../main.ts';
import { renderSslDefaults } from '../ssl-defaults.ts';
import { renderStagedMain } from '../staged-main.ts';
import type { Way } from './way.ts';

/** What is the same of every nginx in a container of Berth's. */
type InContainer = Omit<ContainerAccess, 'driver'>;

/** nginx in a container of Berth's with the server's own network: all of its configuration is Berth's. */
export const container: Way<InContainer> = {
	site: (layout) => ({ ssl: sslDefaultsPath(layout), isPublic: true }),
	describe: (access) => ({ whereabouts: `nginx (${access.container})`, log: `\`docker logs ${access.container}\`` }),
	place: (access) => ({ container: access.container }),
	mainFiles: ({ directory }) => [join(directory, 'nginx.conf')],
	test: (_access, main) => ['nginx', '-t', '-c', main],
	version: () => ['nginx', '-v'],
	ownPaths: (_access, { proxyDirectory, conf, proxyCompose }) => [
		join(proxyDirectory, 'nginx.conf'),
		sslDefaultsPath({ conf }),
		proxyCompose,
	],
	ownFiles,
	isPart: () => true,
	advice: () => [],
	withoutOwn: () => [],
	start: () => undefined,
	dump: () => undefined,
	stagedBeside: () => [],
	stage(_access, { directory, texts: [main = ''], sites }) {
		return [{ path: join(directory, 'nginx.conf'), text: renderStagedMain(main, sites) }];
	},
};

function ownFiles(access: InContainer, { layout, version, ipv6, trustedProxies, image }: OwnFilesOptions): readonly OwnFile[] {
	const { httpPort, httpsPort } = access;
	const at = { layout, httpPort, httpsPort };
	return [
		{ path: join(layout.proxyDirectory, 'nginx.conf'), text: renderNginxMain({ ...at, version, trustedProxies, ipv6 }) },
		{ path: sslDefaultsPath(layout), text: renderSslDefaults() },
		{ path: layout.proxyCompose, text: renderProxyCompose({ ...at, image, container: access.container }) },
	];
}

/** A part of the configuration for all servers at once: `conf.d` has it among the sites. */
function sslDefaultsPath({ conf }: Pick<Layout, 'conf'>): string {
	return join(conf, 'ssl-defaults.conf');
}
