/** What is wrong with new replicas, in words; `container` is the one whose log may tell more. */
export interface Verdict {
	readonly container: string;
	readonly what: string;
	readonly why: string;
}

/** One way of looking at new replicas. */
export interface Watch {
	/** Resolves with what is wrong as soon as something is, or with nothing when aborted. */
	watch(over: AbortSignal): Promise<Verdict | undefined>;
	/** Resolves when all is seen to be well after this call. Rejects with the signal's reason. */
	confirm(signal: AbortSignal): Promise<void>;
}
