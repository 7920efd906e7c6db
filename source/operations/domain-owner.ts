import { Failure } from '../model/failure.ts';
import type { DomainHolder, Snapshot } from '../model/snapshot.ts';
import type { ReadyProject } from './checks.ts';

/** Sites of others than a project that answer for a host name, in the order in which the proxy reads them: the first one wins. */
export function rivalSites(
	snapshot: Snapshot,
	own: { readonly name: string; readonly path: string },
	domain: string,
): readonly DomainHolder[] {
	const rivals = snapshot.domainHolders.filter(
		({ kind, path, owner, domains }) => kind === 'site' && path !== own.path && owner !== own.name && domains.includes(domain),
	);
	return [...rivals].sort((left, right) => (left.path < right.path ? -1 : 1));
}

/**
 * Refuses a site for host names that another one has. What a project serves already stays its own, whatever others write into
 * their files: else one edit would stop two projects.
 */
export function requireOwnDomains(
	snapshot: Snapshot,
	target: Pick<ReadyProject, 'name' | 'directory' | 'project' | 'site'>,
	ownPath: string,
): void {
	for (const domain of target.project.domains) {
		const isServed = target.site?.domains.includes(domain) === true;
		const wanted = snapshot.domainHolders.filter(
			({ kind, owner, domains }) => kind === 'project' && owner !== target.name && domains.includes(domain),
		);
		const rivals = rivalSites(snapshot, { name: target.name, path: ownPath }, domain);
		const [holder] = [...rivals, ...(isServed ? [] : wanted)];
		if (holder === undefined) continue;
		throw new Failure({
			kind: 'refused',
			what: `${domain} belongs to ${holder.owner} already`,
			why: holder.kind === 'site' ? `${holder.path} answers for it` : `${holder.path} names it`,
			next: `Take it out of ${target.directory}/project.yml, or first out of ${holder.path}`,
		});
	}
}
