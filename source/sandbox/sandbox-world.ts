import type { Clock, Commands, Files } from '../host/host.ts';

/** What the sandbox works with. */
export interface SandboxWorld {
	/** Everything the sandbox makes is below this directory. */
	readonly directory: string;
	readonly commands: Commands;
	readonly files: Files;
	readonly clock: Clock;
	/** Takes a line of progress, for people. */
	readonly report: (line: string) => void;
}
