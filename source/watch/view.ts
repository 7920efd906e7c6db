import type { AuditEntry } from '../journal/records.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SiteTraffic } from '../traffic/figures.ts';
import type { LogReader } from './logs/log-reader.ts';
import type { RunningStep } from './running-steps.ts';
import type { ServerEvent } from './server-events.ts';

/** CPU and memory of one container, from its cgroup files. */
export interface Usage {
	/** Percent; 100 is one core. Absent until there are two samples. */
	readonly cpu?: number;
	/** Bytes, without the page cache that the kernel can take back. */
	readonly memory: number;
}

/** Everything the console draws from, replaced as a whole on every change. */
export interface ServerView {
	/** Absent until the first observation. */
	readonly snapshot?: Snapshot;
	/** By container id. */
	readonly usage: Readonly<Record<string, Usage>>;
	/** By project. */
	readonly traffic: Readonly<Record<string, SiteTraffic>>;
	/** Percent of all processors of the machine together; absent until there are two samples. */
	readonly machineCpu?: number;
	/** How far the running operations are, by their ids. */
	readonly steps?: Readonly<Record<string, RunningStep>>;
	/** Newest first. */
	readonly audit: readonly AuditEntry[];
	/** What the engine did lately, newest first; absent until it is told. */
	readonly events?: readonly ServerEvent[];
	/** Epoch ms of the last good answer of the engine. */
	readonly freshAt?: number;
	/** Why the engine does not answer; absent while it does. */
	readonly trouble?: string;
	/** What is wrong with Berth's own files, so that nothing can be observed; absent while they can be read. */
	readonly blocked?: string;
}

/** The one store of live data, outside React. */
export interface ServerStore {
	get(): ServerView;
	/** Calls back after each change; returns the end of it. */
	subscribe(changed: () => void): () => void;
	/** Observes everything again now. */
	refresh(): void;
	/** Lines of the projects' logs: read while one is open, not kept here. */
	readonly logs: LogReader;
	stop(): void;
}
