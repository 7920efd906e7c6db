import type { OwnFile, OwnFilesOptions, Place, Staged } from '../../proxy.ts';

/** What differs from one way of running nginx to another. */
export interface Way<Access> {
	place(access: Omit<Access, 'httpPort' | 'httpsPort'>): Place;
	/** What it is started with comes first. */
	mainFiles(access: Access): readonly string[];
	ownFiles(access: Access, options: OwnFilesOptions): readonly OwnFile[];
	stage(access: Access, staged: Staged): readonly OwnFile[];
}
