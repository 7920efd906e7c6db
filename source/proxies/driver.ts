import type { Command } from '../host/host.ts';

/** One way in which nginx is run: what to type, nothing that types it. */
export interface ProxyDriver {
	readonly kind: 'container';
	/** Tests a main configuration and all it includes, and changes nothing. */
	testCommand(config: string): Command;
	readonly versionCommand: Command;
	/** Makes the master process read its configuration again. */
	readonly reloadSignal: 'SIGHUP';
}
