import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import type { ReturnSites } from '../steps/return-sites.ts';
import { proxyAccess } from './proxy-access.ts';

/** The step that puts back the sites of other projects that the proxy would forget at its next reload; none where there are none. */
export function returnSites(snapshot: Snapshot, project: string): readonly ReturnSites[] {
	const sites = (snapshot.proxy.sitesAtRisk ?? []).filter((site) => site.project !== project);
	return sites.length === 0 ? [] : [{ kind: 'return-sites', project, proxy: proxyAccess(snapshot), sites }];
}

/**
 * Refuses a change whose reload would take another project offline because there is no copy of its site. One that writes its own
 * lost site goes on all the same: else two such projects could never be mended.
 */
export function requireCopies({ proxy }: Snapshot, project: string): void {
	const lost = proxy.sitesAtRisk?.find((site) => site.project !== project && site.copy === undefined);
	if (lost === undefined) return;
	const { name } = proxyOf(proxy);
	throw new Failure({
		kind: 'refused',
		what: `This change would take ${lost.project} offline: its site file was ${lost.is === undefined ? 'removed' : 'replaced'}, and ${name} forgets it when it loads its files anew`,
		why: `${lost.path} is ${lost.is ?? 'missing'}, there is no copy of it that ${name} accepted, and ${lost.serving.join(', ')} serve`,
		next: `Write it again first: \`berth scale ${lost.project} ${lost.serving.length}\``,
	});
}
