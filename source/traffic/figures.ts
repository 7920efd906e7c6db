/** Traffic of one site or replica, from the access log. */
export interface Traffic {
	/** Requests a second over the last 10 s. */
	readonly rate: number;
	/** Milliseconds, over the last minute; absent without requests. */
	readonly p50?: number;
	readonly p95?: number;
	readonly p99?: number;
	/** Share of 4xx over the last minute, 0…1. */
	readonly clientErrors: number;
	/** Share of failures over the last minute, as users saw them (`userFailureOf`), 0…1. */
	readonly errors: number;
	/** Requests over the last minute that a closed site answered with 503; latency and shares are of the others. Absent without any. */
	readonly turnedAway?: number;
	/** Requests in each of the last 60 whole periods of 10 s, oldest first. */
	readonly history: readonly number[];
}

/** Traffic of one site, and of each of its replicas. */
export interface SiteTraffic extends Traffic {
	/** By port. A request that the proxy tried again counts for every replica that it asked. */
	readonly replicas: Readonly<Record<string, Traffic>>;
	/** While an operation runs: requests of each release in each of the last 60 whole seconds, oldest first. */
	readonly releases?: Readonly<Record<string, readonly number[]>>;
}
