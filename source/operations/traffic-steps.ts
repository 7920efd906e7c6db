import { join } from 'node:path';
import { appVolumes } from '../config/volumes.ts';
import type { BerthName } from '../model/berth.ts';
import { containerNameOf } from '../model/berth.ts';
import { type SiteCertificate, siteCertificate } from '../model/certificate.ts';
import { refuseNested } from '../model/nested-mount.ts';
import { proxyAddress, replicaAddress } from '../model/network-addresses.ts';
import { proxyPort, replicaPort } from '../model/ports.ts';
import { isRunning, type Replica } from '../model/replica.ts';
import { certificateOf, liveReplicas, type SiteSnapshot, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { isAskedByTls } from '../proxies/judge-front.ts';
import { renderBerthCompose } from '../render/compose-berth.ts';
import { layoutOf, projectLayout, releaseLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { AwaitHealthy } from '../steps/await-healthy.ts';
import type { Drain } from '../steps/drain.ts';
import type { Route } from '../steps/route.ts';
import type { ComposeAccess, FileChange, HealthQuestion, ReplicaAddress } from '../steps/shapes.ts';
import type { StageSite } from '../steps/stage-site.ts';
import type { StopReplicas } from '../steps/stop-replicas.ts';
import { type ReadyProject, requireKnownTo } from './checks.ts';
import { requireOwnDomains } from './domain-owner.ts';
import { requireReached } from './foreign-listens.ts';
import type { ProbeTarget } from './plan.ts';
import { accessFor, layoutIn, networkIn } from './proxy-access.ts';

/** The compose project of one berth, with the file of the release that is tied up there. Refuses mounts that lie in those of others. */
export function composeAccess(snapshot: Snapshot, target: ReadyProject, name: string, file: string): ComposeAccess {
	const { env, directory } = projectLayout(layoutIn(snapshot), target.name);
	const mounts = appVolumes(target.project.volumes).map(({ from }) => join(directory, from));
	refuseNested(mounts, target.mounted ?? [], directory);
	return { name, file, envFile: env, mounts, directory };
}

/** The compose file of a release in a berth, for so many replicas. */
export function berthFile(
	snapshot: Snapshot,
	target: ReadyProject,
	site: Pick<SiteSnapshot, 'release' | 'berth'>,
	replicas: number,
): FileChange {
	const path = releaseLayout(projectLayout(layoutIn(snapshot), target.name), site.release).compose(site.berth);
	const after = renderBerthCompose({
		project: target.project,
		directory: target.directory,
		version: site.release,
		berth: site.berth,
		replicas,
		ports: target.ports,
		network: networkOf(target.name),
		...apartIn(target),
		envKeys: target.envKeys,
	});
	return { path, before: target.composeFiles[path] ?? null, after };
}

/** The network in which replicas have addresses for good, where the proxy reaches them by these. */
export function apartIn(target: ReadyProject): { readonly subnet?: string } {
	const { subnet } = networkIn(target) ?? {};
	return subnet === undefined ? {} : { subnet };
}

/** Containers and ports of the replicas with these indexes. */
export function addressesOf(target: ReadyProject, berth: BerthName, indexes: readonly number[]): readonly ReplicaAddress[] {
	return indexes.map((index) =>
		addressOf(target, { name: containerNameOf(target.name, berth, index), port: replicaPort(target.ports, berth, index) }),
	);
}

/** Where a replica is reached. */
export function addressOf(target: ReadyProject, { name: container, port }: Pick<Replica, 'name' | 'port'>): ReplicaAddress {
	const { subnet } = networkIn(target) ?? {};
	const address = subnet === undefined ? undefined : replicaAddress(subnet, target.ports, port);
	return { container, port, ...(address !== undefined && { at: { address, port: target.project.port } }) };
}

/** What a healthy replica of this project answers. */
export function healthQuestion(target: ReadyProject): HealthQuestion {
	const { health, domains } = target.project;
	return { path: health.path, host: domains[0] ?? target.name, interval: health.interval, timeout: health.timeout };
}

export function awaitHealthy({ root }: Snapshot, target: ReadyProject, release: string, replicas: readonly ReplicaAddress[]): AwaitHealthy {
	const files = projectLayout(layoutOf(root), target.name);
	const writable = target.project.volumes.filter(({ readOnly }) => !readOnly);
	const volumes = writable.map(({ from, to }) => ({ directory: join(files.directory, from), to }));
	return {
		kind: 'await-healthy',
		project: target.name,
		release,
		...(target.site !== undefined && !target.site.closed && { serving: isAnswered(target) ? target.site.release : null }),
		...stayingOf(target, replicas),
		replicas,
		question: healthQuestion(target),
		logs: files.failedLogs,
		...(volumes.length > 0 && { volumes }),
	};
}

/** The test that comes before `route`. */
export function stageOf({ project, release, proxy, path, text }: Route): StageSite {
	return { kind: 'stage-site', project, release, proxy, path, text };
}

/** The step that sends traffic to `ports`, and only there; `closed`: nowhere, until the site is opened to them. */
export function routeTo(
	snapshot: Snapshot,
	target: ReadyProject,
	to: Pick<SiteSnapshot, 'release' | 'berth' | 'ports' | 'closed'>,
	wanted: SiteCertificate | null = presentCertificate(target),
): Route {
	// Nginx Proxy Manager's hosts have their own.
	const certificate = snapshot.proxy.npm === undefined ? wanted : null;
	const layout = layoutIn(snapshot);
	requireOwnDomains(snapshot, target, projectLayout(layout, target.name).site);
	const access = accessFor(snapshot, target);
	if (access.driver === 'host') requireReached(snapshot);
	const proxy = proxyOf(access);
	const mains = proxy.mainFiles(access).filter((path) => snapshot.proxy.files[path] !== undefined);
	const main = mains.map((path) => snapshot.proxy.files[path]).join('\n');
	const front = access.driver === 'inner' ? {} : frontOf(target);
	const { text, generation } = proxy.renderSite({
		driver: access.driver,
		project: target.project,
		...to,
		version: snapshot.proxy.version ?? proxy.versionOfImage(''),
		...(certificate !== null && { certificate }),
		...('network' in access && access.network !== undefined && { network: access.network }),
		...front,
		layout,
		httpPort: access.driver === 'npm' ? access.npm.port : access.httpPort,
		httpsPort: access.httpsPort,
		ipv6: proxy.listensOnIpv6(main, access.httpPort),
	});
	const mainPath = mains.at(-1);
	if (mainPath !== undefined) requireKnownTo(proxy.missingFor(text, main), mainPath);
	const served = target.site === undefined || target.site.closed ? [] : target.site.ports;
	return {
		kind: 'route',
		project: target.name,
		release: to.release,
		berth: to.berth,
		...(to.closed && { closed: true }),
		...(target.site?.closed && { closedBefore: true }),
		...front,
		proxy: access,
		path: projectLayout(layout, target.name).site,
		text,
		before: target.site?.text ?? null,
		...(target.site?.edited && { edited: true }),
		...domainsOf(target),
		tls: certificate !== null || isForcedTls(snapshot, target),
		generation,
		generationBefore: target.site?.generation ?? null,
		newcomers: {
			ports:
				to.closed || (access.driver !== 'inner' && target.project.proxy !== undefined)
					? []
					: to.ports.filter((port) => !served.includes(port)),
			limit: target.project.drain,
		},
	};
}

/**
 * Where the server's proxy passes all on to, if the project has one of its own: by the address in the network, which nobody else has while that
 * one is down, as anybody on this server could have the port.
 */
function frontOf({ project, ports, subnet }: ReadyProject): { readonly front?: string } {
	if (project.proxy === undefined) return {};
	const { port = proxyPort(ports) } = project.proxy;
	return { front: `${subnet === undefined ? '127.0.0.1' : proxyAddress(subnet)}:${port}` };
}

/** What the site is served with unless a plan changes it; `null`: HTTP only. */
function presentCertificate(target: ReadyProject): SiteCertificate | null {
	const certificate = certificateOf(target);
	return certificate === undefined ? null : siteCertificate(certificate);
}

export function drainPorts(snapshot: Snapshot, target: ReadyProject, ports: readonly number[]): Drain {
	return { kind: 'drain', project: target.name, proxy: accessFor(snapshot, target), ports, limit: target.project.drain };
}

/** The step that stops live replicas which get no new requests any more. */
export function stopReplicas(target: ReadyProject, site: SiteSnapshot, replicas: readonly ReplicaAddress[]): StopReplicas {
	const names = new Set(replicas.map(({ container }) => container));
	const ill = target.replicas.filter(({ name, health }) => names.has(name) && health !== 'healthy' && health !== 'unknown');
	return {
		kind: 'stop-replicas',
		project: target.name,
		release: site.release,
		berth: site.berth,
		replicas,
		grace: target.project.grace,
		question: healthQuestion(target),
		...(ill.length > 0 && { ill: ill.map(({ name }) => name) }),
	};
}

/**
 * The same in two halves, the smaller one first: what runs on can take traffic back at once if those that it has moved to turn ill while
 * the engine stops the others.
 */
export function stopInHalves(target: ReadyProject, site: SiteSnapshot, replicas: readonly ReplicaAddress[]): readonly StopReplicas[] {
	const half = Math.floor(replicas.length / 2);
	const halves = [replicas.slice(half + (replicas.length % 2)), replicas.slice(0, half + (replicas.length % 2))];
	return halves.filter(({ length }) => length > 0).map((some) => stopReplicas(target, site, some));
}

/** Names of the containers that run and get the site's traffic. */
export function servingReplicas(target: ReadyProject): readonly string[] {
	if (target.site?.closed) return [];
	return liveReplicas(target)
		.filter(({ health }) => isRunning(health))
		.map(({ name }) => name);
}

/** True if the site is open and anything that it sends requests to answers, or was not asked. */
function isAnswered(target: ReadyProject): boolean {
	return !target.site?.closed && liveReplicas(target).some(({ health }) => health === 'healthy' || health === 'unknown');
}

/** Which of these go on running if others of them fail: the site is open, sends its requests to them, and nothing else answers. */
export function stayingOf(target: ReadyProject, replicas: readonly ReplicaAddress[]): Pick<AwaitHealthy, 'staying'> {
	const { site } = target;
	if (site === undefined || site.closed || isAnswered(target)) return {};
	const staying = replicas.filter(({ port }) => site.ports.includes(port)).map(({ container }) => container);
	return staying.length === 0 ? {} : { staying };
}

/** How the probe asks this project's site. */
export function probeTarget(snapshot: Snapshot, target: ReadyProject): ProbeTarget {
	const { health } = target.project;
	// The site as it is now decides: one that still speaks HTTP only goes on answering there while TLS arrives.
	const isOwn = target.site === undefined ? certificateOf(target) !== undefined : target.site.tls;
	const tls = isOwn || isForcedTls(snapshot, target);
	return {
		port: tls ? snapshot.proxy.httpsPort : snapshot.proxy.httpPort,
		tls,
		host: domainsOf(target).domain,
		path: health.path,
		accessLog: projectLayout(layoutIn(snapshot), target.name).accessLog,
		// A closed site, and one whose host names all change, for the new ones, answers only once traffic has moved.
		serving: target.siteFile === undefined && isOpenFor(target, domainsOf(target).domain),
		...(isIll(target) && { ill: true }),
	};
}

function isOpenFor({ site }: ReadyProject, domain: string): boolean {
	return site !== undefined && !site.closed && site.domains.includes(domain);
}

/** True if any replica that the site sends traffic to is not well, or is not there. */
function isIll(target: ReadyProject): boolean {
	if (target.site?.closed) return false;
	const live = liveReplicas(target);
	return live.length < (target.site?.ports.length ?? 0) || live.some(({ health }) => health !== 'healthy' && health !== 'unknown');
}

/** 1…count. */
export function indexesTo(count: number): readonly number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

/** True where Nginx Proxy Manager leads whoever asks for the project by HTTP to its own HTTPS. */
export function isForcedTls({ proxy: { npm } }: Snapshot, target: ReadyProject): boolean {
	return npm?.front !== undefined && isAskedByTls(npm.front, domainsOf(target).domain);
}

/** Which host name to ask for, if possible one that old and new site share. */
function domainsOf({ project, site, name }: ReadyProject): { readonly domain: string; readonly domainBefore: string } {
	const first = project.domains[0] ?? name;
	const shared = project.domains.find((domain) => site?.domains.includes(domain));
	return { domain: shared ?? first, domainBefore: shared ?? site?.domains[0] ?? first };
}
