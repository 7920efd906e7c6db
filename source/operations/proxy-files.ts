import { Failure } from '../model/failure.ts';
import type { ProjectNetwork } from '../model/project-network.ts';
import type { InnerProxy, Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import type { OwnFilesOptions } from '../proxies/proxy.ts';
import type { FileChange } from '../steps/shapes.ts';
import { layoutIn, proxyAccess } from './proxy-access.ts';

/** The proxy's own files that are not as they should be. */
export function proxyFiles(
	snapshot: Snapshot,
	{ version, ipv6, near = [] }: Pick<OwnFilesOptions, 'version' | 'ipv6' | 'near'>,
): readonly FileChange[] {
	const { trustedProxies, image, files, inner } = snapshot.proxy;
	const access = proxyAccess(snapshot);
	const own = inner && { ...inner, network: requireNetwork(inner) };
	const wanted = proxyOf(access).ownFiles(access, {
		...{ layout: layoutIn(snapshot), version, ipv6, trustedProxies, image, files, near },
		...(own && { own }),
	});
	return changesOf(wanted, files);
}

/** What has to be written so that these files have these texts; `null`: so that one is not there. */
export function changesOf(
	wanted: readonly { readonly path: string; readonly text: string | null }[],
	files: Readonly<Record<string, string>>,
): readonly FileChange[] {
	return wanted
		.map(({ path, text: after }) => ({ path, before: files[path] ?? null, after }))
		.filter(({ before, after }) => before !== after);
}

/** Refuses a proxy in a network in which nobody's address is its own for good. */
export function requireNetwork({ project, network }: Pick<InnerProxy, 'project' | 'network'>): ProjectNetwork {
	if (network !== undefined) return network;
	throw new Failure({
		kind: 'refused',
		what: `The network of ${project} has no addresses that Berth could give out`,
		why: 'it is missing, or was made by an older Berth, and Docker gives out all of them: a proxy in it would lose its replicas when one starts again',
		next: `Have it made anew: \`berth stop ${project}\`, \`docker network rm --force ${project}_internal\`, \`berth start ${project}\``,
	});
}
