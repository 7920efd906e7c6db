import { whyReserved } from '../model/names.ts';
import { findProject, type Snapshot } from '../model/snapshot.ts';

/** Why a new project may not be called so although the name is well formed; `undefined` if it may. */
export function whyNameTaken(snapshot: Snapshot, name: string): { readonly what: string; readonly why?: string } | undefined {
	const reserved = whyReserved(name, snapshot.proxy.container);
	if (reserved !== undefined) return { what: `A project cannot be called ${name}`, why: reserved };
	if (snapshot.elsewhere?.includes(name)) {
		return {
			what: `This engine has containers or a network of a project ${name} already`,
			why: 'another server root on this machine has it, or somebody left it',
		};
	}
	if (findProject(snapshot, name) === undefined && snapshot.registry[name] === undefined) return undefined;
	return { what: `There is a project ${name} on ${snapshot.hostname} already` };
}

/** The project whose file or site has a host name already, or the path of a site that is none of Berth's. */
export function ownerOfDomain({ projects, domainHolders }: Snapshot, domain: string): string | undefined {
	const project = projects.find(({ project, site }) => project?.domains.includes(domain) || site?.domains.includes(domain));
	return project?.name ?? domainHolders.find(({ domains }) => domains.includes(domain))?.owner;
}
