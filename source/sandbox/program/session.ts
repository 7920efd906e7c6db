import type { Locks, Network } from '../../host/host.ts';
import type { SandboxWorld } from '../sandbox-world.ts';
import type { Progress } from './progress.ts';
import type { SandboxPlace } from './sandbox-place.ts';

/** One run of the sandbox program. */
export interface SandboxSession extends Omit<SandboxWorld, 'directory' | 'report'> {
	readonly place: SandboxPlace;
	readonly network: Network;
	readonly locks: Locks;
	readonly progress: Progress;
	readonly print: (line: string) => void;
	/** `DOCKER_HOST`, `DOCKER_CONFIG`, `HOME`. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by ctrl-C. */
	readonly signal: AbortSignal;
}

/** The session as the parts that work for themselves see it. */
export function worldOf(session: SandboxSession, report: (line: string) => void = () => undefined): SandboxWorld {
	const { place, commands, files, clock } = session;
	return { directory: place.directory, commands, files, clock, report };
}
