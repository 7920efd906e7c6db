import { isRunning } from './replica.ts';
import type { ProjectSnapshot } from './snapshot.ts';

/** A service that project.yml names and that does not run. */
export interface LostService {
	readonly service: string;
	readonly container: string;
	/** True if it has no container; else that one has ended, or was stopped by hand. */
	readonly isGone: boolean;
}

/** The services of a project that do not run, in the order of project.yml; the next change starts them. */
export function lostServices(project: ProjectSnapshot): readonly LostService[] {
	return Object.keys(project.project?.services ?? {}).flatMap((service): readonly LostService[] => {
		const found = project.services.find((one) => one.service === service);
		const lost = { service, container: `${project.name}-${service}`, isGone: found === undefined };
		return (found === undefined ? isKnown(project) : !isRunning(found.health)) ? [lost] : [];
	});
}

/** While the engine does not answer, neither its network nor the loss of it is known, and no container is missing. */
function isKnown({ networkId, lost }: ProjectSnapshot): boolean {
	return networkId !== undefined || lost?.network !== undefined;
}
