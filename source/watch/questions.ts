import type { ServerSettings } from '../config/server-file.ts';
import type { WatchedHost } from '../host/host.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { ProjectSnapshot, ProxyTest } from '../model/snapshot.ts';
import { accessOf } from '../proxies/access-of.ts';
import { servesAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { type Layout, projectLayout, withProxyAt } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import { diagnose } from './diagnose.ts';
import { localRepositories } from './local-repositories.ts';
import { testProxy } from './observe/observe-proxy.ts';
import { serverProxy } from './server-proxy.ts';

/** What is asked about one thing when somebody wants to know more of it than the snapshot tells. Each is a look and changes nothing. */
export interface Questions {
	/** Why a container of this project is as it is; a replica has a port and is also asked over HTTP. Throws if the engine does not answer. */
	diagnose(project: ProjectSnapshot, container: { readonly name: string; readonly port?: number }): Promise<Diagnosis>;
	/** What an image can be pulled or run as, of those that the engine has and Berth did not make. */
	localRepositories(): Promise<readonly string[]>;
	/** What the proxy that serves this project says of the configuration on disk; `undefined` if it cannot be asked. */
	testProxy(project: Pick<ProjectSnapshot, 'name' | 'proxy'>): Promise<ProxyTest | undefined>;
}

/** The questions about a server. */
export function createQuestions(server: {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly settings: ServerSettings;
}): Questions {
	const { host, layout, settings } = server;
	return {
		diagnose({ name: owner, project }, { name, port }) {
			const { env } = projectLayout(layout, owner);
			const subject = { container: name, env, network: networkOf(owner) };
			if (project === undefined || port === undefined) return diagnose(host, subject);
			const question = { port, path: project.health.path, host: project.domains[0] ?? 'localhost' };
			return diagnose(host, { ...subject, question });
		},
		localRepositories: () => localRepositories(host.docker),
		async testProxy({ name, proxy }) {
			const at = proxy === undefined ? layout : withProxyAt(layout, projectLayout(layout, name).ownProxy);
			const access = accessOf(proxy ?? serverProxy(settings), at);
			return (await servesAt(proxyOf(access).place(access), host)) ? testProxy(host, at, access) : undefined;
		},
	};
}
