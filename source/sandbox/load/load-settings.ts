/** What the load client sends. Bounded in time: it stops by itself. */
export interface LoadSettings {
	/** Where the proxy listens, on 127.0.0.1. */
	readonly port: number;
	/** The site's host name. */
	readonly host: string;
	/** Where the site's HTTPS is once its HTTP leads there, and the PEM file of the root that its certificate has to lead to. */
	readonly https?: { readonly port: number; readonly root: string };
	/** Requests a second, sent when they are due, whether or not earlier ones were answered. */
	readonly rate: number;
	/** The most connections kept open between requests. */
	readonly connections: number;
	/** Open all the time; one that is closed is opened anew. */
	readonly webSockets: number;
	/** Milliseconds after which it ends without being asked. */
	readonly limit: number;
}

/** What came of it. Times are epoch ms, durations ms. */
export interface LoadResult {
	readonly sent: number;
	readonly ok: number;
	readonly failed: number;
	/** The first failures in words, with their time. */
	readonly failures: readonly string[];
	/** Answers by the release that gave them. */
	readonly byVersion: Readonly<Record<string, VersionAnswers>>;
	/**
	 * Requests repeated once, because they met a kept connection that the server had closed before a byte of the answer came:
	 * what browsers and curl do without a word.
	 */
	readonly retried: number;
	/** The longest from the moment a request was due to its answer, and what all but 1 % stayed below. `/slow` counts without its wait. */
	readonly slowest: number;
	readonly p99: number;
	/** When each request that the proxy logs ended: answers, and WebSockets that were closed. */
	readonly ended: readonly number[];
	readonly webSockets: { readonly opened: number; readonly closed: readonly ClosedWebSocket[] };
}

export interface VersionAnswers {
	readonly count: number;
	readonly first: number;
	readonly last: number;
}

export interface ClosedWebSocket {
	readonly at: number;
	readonly code: number;
	readonly version: string;
}
