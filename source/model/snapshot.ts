import { type BerthName, otherBerth } from './berth.ts';
import type { Certificate, CertificateFailure, CertificateSettings } from './certificate.ts';
import type { FailureFacts } from './failure.ts';
import type { Front } from './front.ts';
import type { Lost, OwnedDirectory } from './lost.ts';
import type { LostSiteFile } from './lost-site.ts';
import type { Mounted } from './nested-mount.ts';
import type { PortBlock } from './ports.ts';
import type { Project } from './project.ts';
import type { ProjectNetwork } from './project-network.ts';
import type { ProxyDown } from './proxy-down.ts';
import type { RegistryAnswer } from './registry-answer.ts';
import type { Release } from './release.ts';
import { isRunning, type Replica, type ServiceContainer } from './replica.ts';
import type { ContainerRights } from './rights.ts';

import type { SiteAtRisk } from './site-at-risk.ts';

/** What there is on the server at one moment. Plain data: plans are made from it alone. */
export interface Snapshot {
	/** Epoch ms. */
	readonly takenAt: number;
	/** The server's root directory. */
	readonly root: string;
	readonly hostname: string;
	readonly engine: EngineState;
	readonly projects: readonly ProjectSnapshot[];
	readonly proxy: ProxySnapshot;
	/** The server's proxy, where the one above is a project's own: see `atItsProxy`. */
	readonly serverProxy?: ProxySnapshot;
	readonly capacity: Capacity;
	/** TCP ports that anything on this machine listens on. */
	readonly listening: readonly number[];
	/** Who listens on the ports of a project's berths without being of it, where a plan asks. */
	readonly holders?: Readonly<Record<number, string>>;
	/** What the registry says of the image that a plan would pull, where a plan asks. */
	readonly registryAnswer?: RegistryAnswer;
	/** Networks of the engine and of the routing table, CIDR. */
	readonly subnets: readonly string[];
	/** The registry file's `next_project_id`. */
	readonly nextProjectId: number;
	readonly portScheme: 'block' | 'table';
	/** Ports of every registered project, also of those without a directory. */
	readonly registry: Readonly<Record<string, PortBlock>>;
	/** Who has which host names, all files on this server considered; observed for plans only. */
	readonly domainHolders: readonly DomainHolder[];
	/** How certificates are obtained; absent: none are. */
	readonly certificates?: CertificateSettings;
	/** What could renew them by itself, and the files that are there of it; absent where nothing could, or none are obtained. */
	readonly renewal?: Renewal;
	/** Projects of another root that this engine has containers or a network of; found where a plan asks for all. */
	readonly elsewhere?: readonly string[];
	/** Subnets that Berth may hand out: a /16 is cut into /24s. */
	readonly networkPool: string;
}

/** What renews certificates by itself. */
export interface Renewal {
	readonly kind: 'systemd' | 'cron';
	/** Berth's own program. */
	readonly program: string;
	/** Texts, by path. */
	readonly files: Readonly<Record<string, string>>;
	/** It is there and does not run: `disabled`, `masked`, `stopped`. */
	readonly off?: string;
}

/** A file that has host names: a site answers for them, a project's file wants them. */
export interface DomainHolder {
	readonly kind: 'site' | 'project';
	/** Name of the project, or the path of a site that Berth did not write. */
	readonly owner: string;
	readonly path: string;
	readonly domains: readonly string[];
	/** What a site of Berth's answers at `/.berth`. */
	readonly generation?: string;
	/** Of a file of others: where it listens, `*` for every address. */
	readonly listens?: readonly Listen[];
}

/** An address and port that a proxy listens on: `*`, `203.0.113.5`, `[::]`. */
export interface Listen {
	readonly address: string;
	readonly port: number;
}

export type EngineState = { readonly kind: 'up'; readonly version: string } | { readonly kind: 'down'; readonly why: string };

export interface Capacity {
	/** Bytes. */
	readonly memoryAvailable: number;
	readonly memoryTotal: number;
	/** Bytes free where the root is. */
	readonly diskFree: number;
	readonly processors: number;
}

export interface ProjectSnapshot {
	readonly name: string;
	readonly directory: string;
	/** Absent if `project.yml` is missing or wrong; `problem` says how. */
	readonly project?: Project;
	/** Text of `project.yml`. */
	readonly projectText?: string;
	readonly problem?: FailureFacts;
	readonly ports?: PortBlock;
	/** What the site routes to; absent before the first deploy. */
	readonly site?: SiteSnapshot;
	/** Ports of the site where another program listens, and no replica. Absent if there are none. */
	readonly heldPorts?: readonly HeldPort[];
	/** Docker did not answer: nothing is known of its containers, which may well run. */
	readonly unseen?: true;
	/** There where no site file of Berth's is: see `recogniseSite`. */
	readonly siteFile?: LostSiteFile;
	/** Every app container with this project's label. */
	readonly replicas: readonly Replica[];
	readonly services: readonly ServiceContainer[];
	/** Newest first. */
	readonly releases: readonly Release[];
	/** What stands among the releases and is no directory, by its name: a link is not followed. */
	readonly strangers?: Readonly<Record<string, 'file' | 'directory' | 'link' | 'other'>>;
	/** What `releases/current` points to. */
	readonly current?: string;
	/** What a roll back goes to; see `previousOf`. */
	readonly previous?: string;
	/** Releases that served well before the live one, the last first. */
	readonly served?: readonly string[];
	/** Names in `.env`; absent if there is no such file. */
	readonly envKeys?: readonly string[];
	/** Texts of the compose files of both berths and of the services, by path. */
	readonly composeFiles: Readonly<Record<string, string>>;
	/** What its site has, or will have from its next change on, where `tls` does not say `off`. */
	readonly certificate?: Certificate;
	/** Of all its numbered certificates, the highest last; absent without any. */
	readonly certificateNumbers?: readonly number[];
	/** Absent if the last try to obtain one succeeded, or there was none. */
	readonly certificateFailure?: CertificateFailure;
	/** Docker's id of its network; absent if it has none. */
	readonly networkId?: string;
	/** CIDR of that network. */
	readonly subnet?: string;
	/** That network, where the server's proxy is in it and reaches replicas by their addresses there. */
	readonly across?: ProjectNetwork;
	/** Its site is not with those of the server's proxy: it has, or is to have, a proxy of its own. */
	readonly isApart?: true;
	/** The proxy that serves it, where that is not the server's. */
	readonly proxy?: ProxySnapshot;
	/** Its site of the server's proxy, which passes all on to that one. */
	readonly front?: SiteSnapshot;
	/** Absent where everything is in its place. */
	readonly lost?: Lost;
	/** What its running containers mount. */
	readonly mounted?: readonly Mounted[];
	readonly operation?: RunningOperation;
}

/** A port that the site sends visitors to, while another program listens there instead of the replica. */
export interface HeldPort {
	readonly port: number;
	/** The replica whose port it is; it may be gone. */
	readonly container: string;
	/** `node (process 4711)`, `container web`, or `another program`. */
	readonly holder: string;
}

/** The site of a project, as its file says. */
export interface SiteSnapshot {
	readonly path: string;
	readonly text: string;
	readonly berth: BerthName;
	readonly release: string;
	/** Upstream ports on 127.0.0.1; of a closed site, those that it opens to again. */
	readonly ports: readonly number[];
	/** `berth stop` has closed it: it answers 503 itself, until `start` or a deploy. */
	readonly closed?: true;
	/** Of the network by whose addresses it reaches replicas, CIDR; absent where it reaches them by ports. */
	readonly subnet?: string;
	/** Host names it answers for. */
	readonly domains: readonly string[];
	/** True if it has a certificate. */
	readonly tls: boolean;
	/** What it answers at `/.berth`; `null` for one that is lost. */
	readonly generation: string | null;
	/** Somebody has changed it after Berth wrote it. */
	readonly edited?: true;
	/** Its file was removed, or replaced by one that is not Berth's: what is here is known by the running replicas. */
	readonly lost?: 'removed' | 'replaced';
	/** What stands in place of a replaced one, if that is no file of text: `a directory`. */
	readonly is?: string;
	/** Of a lost one, where the proxy was asked: whether it still answers with what it had loaded before. */
	readonly isRemembered?: boolean;
}

export interface ProxySnapshot {
	readonly driver: 'container' | 'host' | 'inner' | 'npm';
	/** Whose it is alone; only with driver `inner`. */
	readonly inner?: InnerProxy;
	/** Where sites of Berth's are in it; only with driver `npm`. */
	readonly npm?: NpmProxy;
	readonly container: string;
	/** Where the server's own is; only with driver `host`. */
	readonly own?: OwnProxy;
	/** The image it is started from. */
	readonly image: string;
	/** Texts of its own files, by path: what its driver calls so. */
	readonly files: Readonly<Record<string, string>>;
	/** What could not be found out about it: then absent facts are unknown, and nothing is planned on them. */
	readonly problem?: FailureFacts;
	/** What runs: Docker's id of its container, of the server's own what tells its first process from others. Absent if it does not serve: a container that is paused, or that Docker starts again and again, is none that runs. */
	readonly instance?: string;
	/** Why it does not serve; absent if it does, or has no container. */
	readonly down?: ProxyDown;
	/** The program's own: `1.22.1`. */
	readonly version?: string;
	readonly httpPort: number;
	readonly httpsPort: number;
	/** What its container may do; absent if it does not run. */
	readonly rights?: ContainerRights;
	/** Whether the machine speaks IPv6. */
	readonly hasIpv6: boolean;
	/** Proxies in front of it whose word on the client counts: addresses, networks, or `cloudflare`. */
	readonly trustedProxies: readonly string[];
	/** Its directories that somebody removed, among them those for the logs of sites; absent where all are there. */
	readonly lost?: readonly OwnedDirectory[];
	/** Its directories that were removed or replaced while it ran: its container goes on with those of before. Absent if there are none. */
	readonly unseen?: readonly string[];
	/** The directory of all sites' logs where every user of the server may go into it. */
	readonly openLogs?: string;
	/** Sites that somebody removed while their replicas run; looked for where a plan asks. */
	readonly sitesAtRisk?: readonly SiteAtRisk[];
	/** The result of testing the configuration on disk; absent if it does not run. */
	readonly test?: ProxyTest;
}

/** A proxy of a project's own. */
export interface InnerProxy {
	readonly project: string;
	/** Absent while the project has no network. */
	readonly network?: ProjectNetwork;
	/** Docker's id of that network; absent while it is not there. */
	readonly networkId?: string;
	/** It is not connected to that network, and so reaches nobody. */
	readonly cutOff?: true;
}

/** Nginx Proxy Manager as the server's proxy, with sites of Berth's beside its hosts. */
export interface NpmProxy {
	/** The directory of this server that its container has as `/data`. */
	readonly data: string;
	/** Where sites of Berth's listen in its container, on 127.0.0.1: its hosts forward there. */
	readonly port: number;
	/** As it was found; absent where nobody has looked yet. */
	readonly front?: Front;
}

/** The proxy that a server has of its own. */
export interface OwnProxy {
	/** Its name or its path. */
	readonly program: string;
	/** Its main configuration. */
	readonly config: string;
	/** It has the number of the first process. */
	readonly pidFile: string;
}

/** What of a proxy runs, as plans store it. */
export interface ProxyVersion {
	/** The `instance` of its snapshot. */
	readonly containerId: string;
	/** The program's own: `1.22.1`. */
	readonly version: string;
}

export interface ProxyTest {
	readonly valid: boolean;
	/** The program's words. */
	readonly output: readonly string[];
	/** The one of them that says what is wrong, with a path that could not be opened in double quotes; absent if none does. */
	readonly complaint?: string;
	/** The file that it names, and whether a last accepted copy of it exists. */
	readonly offender?: { readonly path: string; readonly line: number; readonly hasAcceptedCopy: boolean };
}

/** An operation that holds, or held when it was killed, a project's lock. */
export interface RunningOperation {
	readonly id: string;
	readonly operation: string;
	readonly project: string;
	readonly user: string;
	readonly pid: number;
	readonly host: string;
	/** Epoch ms. */
	readonly since: number;
	/** False: its runner died or ended stuck, and it waits for `resume`. */
	readonly alive: boolean;
	/** Why an undo of it failed; absent if none did. */
	readonly stuck?: string;
	/** Why nobody knows how far it came; absent where its journal tells. */
	readonly lost?: string;
}

/** The project of that name, if it exists. */
export function findProject(snapshot: Snapshot, name: string): ProjectSnapshot | undefined {
	return snapshot.projects.find((project) => project.name === name);
}

/** The same server, with the proxy that serves this project as the one there is. */
export function atItsProxy(snapshot: Snapshot, name: string): Snapshot {
	const { proxy } = findProject(snapshot, name) ?? {};
	return proxy === undefined ? snapshot : { ...snapshot, proxy, serverProxy: snapshot.proxy };
}

/** The proxies that these projects' sites need: the server's, unless all of them have one of their own, and those. One that runs is needed. */
export function proxiesOf({ proxy }: Snapshot, projects: readonly ProjectSnapshot[]): readonly ProxySnapshot[] {
	const isNeeded = proxy.instance !== undefined || projects.length === 0 || projects.some((project) => project.proxy === undefined);
	return [...(isNeeded ? [proxy] : []), ...projects.flatMap((project) => project.proxy ?? [])];
}

/** The certificate that a project's site has once it is written; `undefined` where it speaks HTTP only. */
export function certificateOf({
	certificate,
	project,
	isApart,
}: Pick<ProjectSnapshot, 'certificate' | 'project' | 'isApart'>): Certificate | undefined {
	return project?.tls === 'off' || isApart === true ? undefined : certificate;
}

/** What the server's proxy says it serves while it passes all on: which release that is, only the one behind knows. */
export const frontRelease = 'front';

/** A project with a proxy of its own as the server's proxy knows it, which is in front; any other as it is. */
export function atFront<Known extends ProjectSnapshot>(known: Known): Known {
	const { isApart: _, proxy: __, ...rest } = known;
	return known.front === undefined ? known : ({ ...rest, site: known.front } as Known);
}

/** Replicas that the site sends traffic to, or will when it is opened. */
export function liveReplicas(project: ProjectSnapshot): readonly Replica[] {
	const { site } = project;
	if (site === undefined) return [];
	return project.replicas.filter((replica) => replica.berth === site.berth && site.ports.includes(replica.port));
}

/** The stopped replicas of that release in the free berth, if it holds nothing else: a roll back starts them again. */
export function keptReplicas({ site, replicas }: ProjectSnapshot, version: string): readonly Replica[] {
	const berth = otherBerth(site?.berth);
	const there = replicas.filter((replica) => replica.berth === berth);
	return there.every((replica) => replica.release === version && !isRunning(replica.health)) ? there : [];
}
