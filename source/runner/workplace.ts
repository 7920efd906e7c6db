import type { ServerSettings } from '../config/server-file.ts';
import type { Host } from '../host/host.ts';
import type { Layout } from '../server/layout.ts';

/** Where the runner works. */
export interface Workplace {
	readonly host: Host;
	readonly layout: Layout;
	readonly settings: ServerSettings;
}
