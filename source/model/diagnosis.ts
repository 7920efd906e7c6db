/** One look at a container, from all sides, to tell why it is as it is. */
export interface Diagnosis {
	/** Epoch ms of the look. */
	readonly at: number;
	/** Absent if there is no such container. */
	readonly container?: ContainerFacts;
	/** What the app answered over HTTP; absent if it was not asked. */
	readonly answer?: AnswerFacts;
	/** The last lines it printed, oldest first, without secrets. */
	readonly log: readonly string[];
	/** The first line of its log that tells an error, since its last start if that has one. */
	readonly firstError?: string;
}

/** What Docker knows of a container. */
export interface ContainerFacts {
	readonly running: boolean;
	readonly paused: boolean;
	readonly restarting: boolean;
	/** Berth has stopped it. */
	readonly stoppedByBerth?: true;
	/** Times Docker restarted it. */
	readonly restarts: number;
	/** Of its last end; 0 also while it runs for the first time. */
	readonly exitCode: number;
	readonly outOfMemory: boolean;
	/** Why Docker could not start it, in Docker's words. */
	readonly startError?: string;
	/** The port that was taken when it should start. */
	readonly takenPort?: number;
	/** Docker's own health check, where the image has one, with its last output. */
	readonly check?: { readonly state: 'starting' | 'healthy' | 'unhealthy'; readonly output: string };
	/** Who runs in it, as its image or compose file says: empty is root. */
	readonly user?: string;
	/** The project's network, if it runs and is not connected to that. */
	readonly cutOffFrom?: string;
	/** Epoch ms. */
	readonly startedAt?: number;
	/** Epoch ms. */
	readonly endedAt?: number;
}

/** One answer to the question that the health check asks. */
export interface AnswerFacts {
	readonly url: string;
	readonly status?: number;
	/** The beginning of what it said, in one line. */
	readonly body: string;
	/** Why there was no answer. */
	readonly error?: string;
	/** Milliseconds. */
	readonly took: number;
}
