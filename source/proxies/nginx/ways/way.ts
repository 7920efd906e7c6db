import type { Command } from '../../../host/host.ts';
import type { Layout } from '../../../server/layout.ts';
import type { OwnFile, OwnFilesOptions, Place, ProxyServer, Staged, StagedFile } from '../../proxy.ts';
import type { SiteSetting } from '../site-servers.ts';

/** Where it is, without where it listens. */
type Located<Access> = Omit<Access, 'httpPort' | 'httpsPort'>;

/** What differs from one way of running nginx to another. */
export interface Way<Access> {
	/** What its sites lean on. */
	site(layout: Layout): SiteSetting;
	describe(access: Located<Access>): ReturnType<ProxyServer['describe']>;
	place(access: Located<Access>): Place;
	isPart(access: Access, layout: Layout, files: Readonly<Record<string, string>>): boolean;
	advice(access: Access, files: Readonly<Record<string, string>>): readonly string[];
	withoutOwn(access: Access, layout: Layout, files: Readonly<Record<string, string>>): ReturnType<ProxyServer['withoutOwn']>;
	/** The layout as its program sees it, where that has other paths for the same files. */
	seen?(layout: Layout): Layout;
	/** The path on this server of a file that the program names, where it has another. */
	outside?(access: Located<Access>, path: string): string;
	print?(access: Located<Access>): Command;
	start(access: Located<Access>, hasSystemd: boolean): Command | undefined;
	dump(access: Located<Access>): Command | undefined;
	test(access: Located<Access>, main: string): Command;
	version(access: Located<Access>): Command;
	/** What it is started with comes first. */
	mainFiles(access: Access): readonly string[];
	ownPaths(access: Access, layout: Layout): readonly string[];
	ownFiles(access: Access, options: OwnFilesOptions): readonly OwnFile[];
	stagedBeside(access: Located<Access>, project: string): readonly string[];
	stage(access: Access, staged: Staged): readonly StagedFile[];
}
