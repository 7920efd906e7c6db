import type { Command, CommandResult, Daemon } from '../host/host.ts';
import type { AccessEntry, AccessText } from '../model/access-entry.ts';
import type { BerthName } from '../model/berth.ts';
import type { SiteCertificate } from '../model/certificate.ts';
import type { Project } from '../model/project.ts';
import type { ProjectNetwork } from '../model/project-network.ts';
import type { Listen, SiteSnapshot } from '../model/snapshot.ts';
import type { Layout } from '../server/layout.ts';

/** Where a proxy's program runs: in a container, or on this machine itself. */
export type Place = ContainerPlace | Daemon;

/** A container where it runs. */
export interface ContainerPlace {
	readonly container: string;
	/** Where its first process is another: what makes it load its files anew, run in the container. */
	readonly reload?: Command;
}

/** What is the same for every way of running one. */
interface Reachable {
	/** Berth's own directory of it: `conf.d`, `accepted`, `staged`, logs. The same path for whoever reads it. */
	readonly directory: string;
	readonly httpPort: number;
	readonly httpsPort: number;
}

/** It runs in a container of Berth's that shares the server's network. */
export interface ContainerAccess extends Reachable {
	readonly driver: 'container';
	readonly container: string;
}

/** It runs in a container of a project's own network, and serves that project alone, by HTTP, to whatever stands in front. */
export interface InnerAccess extends Reachable {
	readonly driver: 'inner';
	readonly container: string;
	/** Absent while the project has none. */
	readonly network?: ProjectNetwork;
}

/** It runs on the server itself, and may have sites of others. */
export interface HostAccess extends Reachable {
	readonly driver: 'host';
	/** Its name, or its path. */
	readonly program: string;
	/** Its own main configuration, which one line of Berth's adds to. */
	readonly config: string;
	readonly pidFile: string;
}

/** It runs in the container of Nginx Proxy Manager, beside that one's hosts, which forward to Berth's sites. */
export interface NpmAccess extends Reachable {
	readonly driver: 'npm';
	readonly container: string;
	readonly npm: {
		/** The directory of this server that its container has as `/data`: two paths for each file there. */
		readonly data: string;
		/** Where sites of Berth's listen, on the container's 127.0.0.1. */
		readonly port: number;
		/** The server's own. */
		readonly root: string;
	};
	/** Of the project that it is reached for; absent where it shares the server's network, or it is about no project. */
	readonly network?: ProjectNetwork;
}

/** How to reach the proxy that serves a project's site: what plans store of it. */
export type ProxyAccess = ContainerAccess | HostAccess | InnerAccess | NpmAccess;

type WithoutPorts<Access> = Access extends ProxyAccess ? Omit<Access, 'httpPort' | 'httpsPort'> : never;

/** Where one is, without where it listens. */
export type ProxyLocation = WithoutPorts<ProxyAccess>;

/** Where servers listen, and what their program understands. */
export interface Listening {
	/** The program's own, `1.22.1`: decides between old and new directives. */
	readonly version: string;
	readonly httpPort: number;
	readonly httpsPort: number;
	/** Listen there alone. */
	readonly address?: string;
	/** Listen on `[::]` too. Off unless asked for: on a machine without IPv6 it would be refused, with every project's site. */
	readonly ipv6?: boolean;
}

/** What a site is made of. */
export interface SiteOptions extends Listening {
	readonly driver: ProxyAccess['driver'];
	readonly project: Project;
	readonly release: string;
	readonly berth: BerthName;
	/** Ports on 127.0.0.1 of the replicas that share the traffic; of a closed site, of those that will. */
	readonly ports: readonly number[];
	/** Where the proxy is itself: it reaches replicas by their addresses there, and not by ports of this server. */
	readonly network?: ProjectNetwork;
	/** It passes all on to the project's own proxy at this address and port, which has rules and logs of its own. */
	readonly front?: string;
	/** It answers 503 itself: nothing of the project runs, and who listens on its ports instead gets nothing. */
	readonly closed?: true;
	/** Without one the site speaks HTTP only. */
	readonly certificate?: SiteCertificate;
	readonly layout: Layout;
}

/** What a site is made of that answers challenges of a CA alone. */
export interface ChallengeSiteOptions extends Listening {
	readonly driver: ProxyAccess['driver'];
	readonly project: string;
	readonly domains: readonly string[];
	readonly layout: Layout;
}

/** A site as it is written. `generation` is different for every different text; the site answers it at `/.berth`. */
export interface RenderedSite {
	readonly text: string;
	readonly generation: string;
}

/** What a site file says of itself. */
export type SiteReading = Omit<SiteSnapshot, 'path' | 'text' | 'lost' | 'is' | 'isRemembered' | 'generation'> & {
	readonly generation: string;
};

/** What the proxy's own files are made of. */
export interface OwnFilesOptions {
	readonly layout: Layout;
	/** The program's own, `1.22.1`. */
	readonly version: string;
	readonly ipv6: boolean;
	/** Proxies in front of this one: addresses, CIDR networks, or `cloudflare`. */
	readonly trustedProxies: readonly string[];
	/** What a container of Berth's is made from. */
	readonly image: string;
	/** Addresses by which this server comes to it, besides its loopback. */
	readonly near?: readonly string[];
	/** The project that it serves alone, with its network. */
	readonly own?: { readonly project: string; readonly network: ProjectNetwork };
	/** Texts that are there, by path. */
	readonly files: Readonly<Record<string, string>>;
}

/** A file that is to be written. */
export interface OwnFile {
	readonly path: string;
	readonly text: string;
}

/** Site files that are tried without being loaded. */
export interface Staged {
	/** Where there is room for it, and nothing is loaded from. */
	readonly directory: string;
	readonly project: string;
	/** Of `mainFiles`, in their order. */
	readonly texts: readonly string[];
	/** Their paths. */
	readonly sites: readonly string[];
	/** What `print` printed. */
	readonly printed?: string;
}

/** What is written for a test: a text, or a link for the program alone to follow. */
export type StagedFile = OwnFile | { readonly path: string; readonly target: string };

/** What a test of the configuration said. */
export interface TestReading {
	readonly valid: boolean;
	/** The program's words, without empty lines. */
	readonly output: readonly string[];
	/** The one of them that says what is wrong, with a path that it could not open in double quotes; absent if none does. */
	readonly complaint?: string;
	/** The file and line, from 1, that it could not take. */
	readonly offender?: { readonly path: string; readonly line: number };
}

/** What keeps a program from starting. */
export interface StartFailure {
	/** The program's words, without the time and what else differs from one start to another; paths as in `TestReading`. */
	readonly complaint: string;
	/** The file and line, from 1, that it could not take. */
	readonly offender?: TestReading['offender'];
}

/** Its workers by process id: those that accept connections, and those that only finish what they hold. */
export interface Workers {
	readonly accepting: readonly number[];
	readonly leaving: readonly number[];
}

/**
 * A web server in front of projects, in one of the ways it is run: its language, and what has to be done to it, as data. Nothing here
 * acts; steps do (`at-place.ts`). What it serves is loaded with SIGHUP, and it goes on with what it has if it would not load that.
 */
export interface ProxyServer {
	/** What people call it. */
	readonly name: string;
	/** A host name that nobody has: for it Berth's own part answers `default` at `/.berth`, beside sites of others. */
	readonly strangers: string;

	renderSite(options: SiteOptions): RenderedSite;
	/** A site for host names that no site of Berth's answers for yet, and only for challenges; `readSite` does not know it. */
	renderChallengeSite(options: ChallengeSiteOptions): RenderedSite;
	/** Reads what `renderSite` wrote, also after small changes by hand; `undefined` for a site that is not Berth's. */
	readSite(text: string): SiteReading | undefined;
	/** The same site, which asks none of the replicas on these ports for a while; `undefined` for one that is not Berth's. */
	withoutReplicas(text: string, ports: readonly number[]): RenderedSite | undefined;
	/** The same site with the certificate in another directory; `undefined` if it does not name `from`, or is not Berth's. */
	withCertificate(text: string, from: string, to: string): RenderedSite | undefined;
	/** True for two texts of one site that differ at most in which replicas it asks none of for a while. */
	isSameSite(one: string, other: string): boolean;
	/** Host names that a file answers for, whoever wrote it. */
	hostNames(text: string): readonly string[];
	/** Where a file, whoever wrote it, listens. */
	listens(text: string): readonly Listen[];
	/** True if a file, whoever wrote it, names a certificate. */
	hasCertificate(text: string): boolean;

	/** Paths of the proxy's own files. */
	ownPaths(access: ProxyAccess, layout: Layout): readonly string[];
	/** Those files as they should be. */
	ownFiles(access: ProxyAccess, options: OwnFilesOptions): readonly OwnFile[];
	/** Whether it loads what Berth adds: false once somebody took the line away by which the server's own does. `files`: texts that are there, by path. */
	isPart(access: ProxyAccess, layout: Layout, files: Readonly<Record<string, string>>): boolean;
	/** What an operator should change in files of his own for sites under load, in sentences. `files`: texts that are there, by path. */
	advice(access: ProxyAccess, files: Readonly<Record<string, string>>): readonly string[];
	/** Those files once nothing of Berth's is part of the proxy; `null`: none. `files`: texts that are there, by path. */
	withoutOwn(
		access: ProxyAccess,
		layout: Layout,
		files: Readonly<Record<string, string>>,
	): readonly { readonly path: string; readonly text: string | null }[];
	/** Which version an image has that no program of it was asked: as its tag says, else the oldest that Berth knows. */
	versionOfImage(image: string): string;
	/** Whether sites are to listen on IPv6 as well: as its main files do. */
	listensOnIpv6(main: string, httpPort: number): boolean;
	/** What a site needs that its main files do not define, because an older Berth wrote them: the name of one such thing. */
	missingFor(site: string, main: string): string | undefined;

	/** For people: which one it is, and where it tells of trouble. */
	describe(access: ProxyLocation): { readonly whereabouts: string; readonly log: string };
	place(access: ProxyLocation): Place;
	/** The files of this server from which everything else is included: the first is what the program is started with, or what that includes. */
	mainFiles(access: ProxyAccess): readonly string[];
	/** What to write to test exactly these site files instead of all that are loaded; the first is what to test. */
	stage(access: ProxyAccess, staged: Staged): readonly StagedFile[];
	/** Which of those files stand beside its own main file. */
	stagedBeside(access: ProxyLocation, project: string): readonly string[];
	/** Starts it where it is the server's own; `undefined` where it is a container. */
	start(access: ProxyLocation, hasSystemd: boolean): Command | undefined;
	/** Prints the file that it is started with, where that is none of this server's; `undefined` where it is among the main files. */
	print(access: ProxyLocation): Command | undefined;
	/** Prints all files that it would load, where sites of others are among them; `undefined` where there are none. */
	dump(access: ProxyLocation): Command | undefined;
	/** Tests a main file and all it includes, and changes nothing. */
	test(access: ProxyLocation, main: string): Command;
	version(access: ProxyLocation): Command;

	/** The files that `dump` printed. */
	readDump(answer: CommandResult): readonly OwnFile[];
	readTest(answer: CommandResult, access: ProxyLocation): TestReading;
	/** `1.25.3`; `undefined` if this is another program. */
	readVersion(answer: CommandResult): string | undefined;
	/** What keeps it from starting, if a line of its log tells that. */
	readStartFailure(line: string): StartFailure | undefined;
	/** True for the title of its first process. */
	isMaster(title: string): boolean;
	/** Tells its workers by their titles; the first process and others are passed over. */
	readWorkers(processes: readonly { readonly pid: number; readonly command: string }[]): Workers;
	/** One request of its access log; `undefined` for anything else, such as a line cut by a full disk. */
	readAccessLine(line: string): AccessEntry | undefined;
	/** The same for people, with the replica that answered. */
	describeAccessLine(line: string): AccessText | undefined;
}
