import type { BerthName } from './berth.ts';

/** What a container does, and whether its app answers. `unknown` is running but not asked yet. */
export type Health = 'healthy' | 'starting' | 'unhealthy' | 'exited' | 'restarting' | 'stopped' | 'unknown';

/** One app container. */
export interface Replica {
	/** Docker's id, 64 hex digits. */
	readonly id: string;
	readonly name: string;
	readonly project: string;
	readonly berth: BerthName;
	/** From 1. */
	readonly index: number;
	readonly release: string;
	readonly port: number;
	/** Docker's image id. */
	readonly imageId: string;
	readonly health: Health;
	/** Why it is not healthy, in a few words. */
	readonly reason?: string;
	/** Somebody has paused it: it takes connections and answers none. */
	readonly paused?: true;
	/** Times Docker restarted it. */
	readonly restarts: number;
	/** Epoch ms; absent if it never ran. */
	readonly startedAt?: number;
	/** True if it is not connected to its project's network, or only to one that is gone. */
	readonly cutOff?: true;
}

/** A PostgreSQL or Redis container. */
export interface ServiceContainer {
	readonly id: string;
	readonly name: string;
	readonly service: string;
	readonly health: Health;
	/** Port on 127.0.0.1. */
	readonly port?: number;
	/** As of a replica. */
	readonly cutOff?: true;
}

/** True while a container has a process (it may still be unhealthy). */
export function isRunning(health: Health): boolean {
	return health !== 'exited' && health !== 'stopped';
}
