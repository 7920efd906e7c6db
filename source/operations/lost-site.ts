import type { Snapshot } from '../model/snapshot.ts';
import type { MendSite } from '../steps/mend-site.ts';
import type { ReadyProject } from './checks.ts';
import { routeTo } from './traffic-steps.ts';

/** A project whose site is known, and the step that writes its file again where somebody removed or replaced it. */
export interface SitedProject extends ReadyProject {
	readonly mend?: MendSite;
}

/** The project as it will be once its lost site file is written again, so that everything else is planned on a site of Berth's. */
export function withSite(snapshot: Snapshot, target: ReadyProject): SitedProject {
	const { site } = target;
	if (site?.lost === undefined) return target;
	const { release, berth, ports, closed, path, lost } = site;
	const to = { release, berth, ports, ...(closed && { closed }) };
	const { text, generation, proxy, domain, tls } = routeTo(snapshot, target, to);
	return {
		...target,
		site: { path, text, ...to, domains: target.project.domains, tls, generation },
		mend: {
			kind: 'mend-site',
			project: target.name,
			...(closed && { closed }),
			release,
			berth,
			proxy,
			path,
			text,
			lost,
			domain,
			tls,
			generation,
		},
	};
}
