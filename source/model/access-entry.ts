/** One request as a proxy logged it. */
export interface AccessEntry {
	/** Epoch ms of its end. */
	readonly at: number;
	readonly status: number;
	/** Milliseconds. */
	readonly took: number;
	/** The release that the site named; absent in lines that Berth did not shape. */
	readonly release?: string;
	/** The site was closed: it answered itself, and had nobody to ask. */
	readonly closed?: true;
	/** Every replica that was asked, in order: more than one if the proxy tried again. Empty if it answered by itself. */
	readonly attempts: readonly Attempt[];
}

/** One request as a proxy logged it, in words for people. */
export interface AccessText {
	/** Epoch ms of its end. */
	readonly at: number;
	readonly text: string;
	/** It failed, and was not turned away on purpose. */
	readonly isError: boolean;
}

/** One replica's part in a request. */
export interface Attempt {
	/** Its port. */
	readonly port: number;
	/** What it answered; 502, 504 or 499 if there was no answer from it. */
	readonly status: number;
	/** Milliseconds. */
	readonly took: number;
	/** Milliseconds until its answer began; absent if it gave none. */
	readonly began?: number;
}
