import type { ProxyVersion } from '../model/snapshot.ts';

/** What else to find out for a plan, beside what is there anyway. */
export interface PlanQuestions {
	/** Ask the live replicas over HTTP, instead of believing Docker. */
	readonly askHealth?: boolean;
	/** Let the proxy test the configuration on disk. */
	readonly testProxy?: boolean;
	/** The proxy's version as it is known already. Default: the proxy is asked. */
	readonly proxyVersion?: ProxyVersion;
	/** False: no operation is looked for, because whoever asks holds the project's lock. */
	readonly operations?: boolean;
	/** Ask the registry for the image that would be pulled: who plans wants to know, and who carries out tries it anyway. */
	readonly registry?: boolean;
}
