import type { BerthName } from './berth.ts';

/** A site that somebody removed, emptied or replaced by what is no file while its replicas run: the proxy forgets it when it loads its files anew. */
export interface SiteAtRisk {
	readonly project: string;
	/** The site file. */
	readonly path: string;
	/** What stands in its place, if that is no file of text: `a directory`. */
	readonly is?: string;
	/** Containers that run, and that it sent traffic to. */
	readonly serving: readonly string[];
	/** What the proxy accepted last; absent where there is no copy of it. */
	readonly copy?: SiteCopy;
}

export interface SiteCopy {
	/** The file of the copy. */
	readonly path: string;
	readonly text: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly generation: string;
	/** A host name of the site. */
	readonly domain: string;
	readonly tls: boolean;
}
