import { memoryDirectory } from '../config/volumes.ts';
import type { Project } from '../model/project.ts';
import { usualCapabilities } from '../model/rights.ts';

/** Processes and threads that a container may have where nothing else is said: a fork bomb ends there, and no usual app does. */
const usualPids = 1024;

/** What a container may do beside its own work: all rights it is not given here are taken from it. */
export interface Confinement {
	readonly capabilities: readonly string[];
	/** True: programs in it may gain rights (setuid, file capabilities). */
	readonly privileges?: boolean;
	readonly pids?: number;
}

/** The keys of a confined container, in words that both composes obey. */
export function confinementKeys({ capabilities, privileges = false, pids = usualPids }: Confinement) {
	return {
		cap_drop: ['ALL'],
		cap_add: [...new Set(capabilities)].sort(),
		...(!privileges && { security_opt: ['no-new-privileges:true'] }),
		pids_limit: pids,
	};
}

/** The keys of an app's containers: confined as usual, and more or less than that where the project says so. */
export function appConfinement({ security, limits }: Project) {
	const { capabilities, privileges, readOnly, user } = security;
	const confined = confinementKeys({
		capabilities: [...usualCapabilities, ...capabilities],
		privileges,
		...(limits.pids !== undefined && { pids: limits.pids }),
	});
	return {
		...confined,
		...(user !== undefined && { user }),
		// Hardly a program does without a place for temporary files.
		...(readOnly && { read_only: true, tmpfs: [memoryDirectory] }),
	};
}
