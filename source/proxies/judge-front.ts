import type { Front, FrontFault, FrontHost, FrontNetwork, FrontReport, FrontTarget } from '../model/front.ts';
import { proxyAddress } from '../model/network-addresses.ts';
import type { InnerProxy, ProjectSnapshot, ProxySnapshot } from '../model/snapshot.ts';
import { overlaps } from '../server/subnets.ts';

/** How NPM forwards the domains of a project that this proxy serves. */
export function judgeFront(front: Front, proxy: ProxySnapshot, { project, site }: Pick<ProjectSnapshot, 'project' | 'site'>): FrontReport {
	const target = targetOf(front, proxy);
	const domains = (project?.domains ?? []).map((domain) => {
		const host = hostOf(front, domain);
		if (host === undefined) return { domain, faults: [{ kind: 'missing' } as const] };
		return { domain, host, faults: faultsOf(host, { front, proxy, target, leadsToHttps: site?.tls === true }) };
	});
	return { target, domains };
}

/** As nginx chooses: the very name before a wildcard, the longest of those, and of equals the first. */
function hostOf({ hosts }: Front, domain: string): FrontHost | undefined {
	const loaded = hosts.filter(({ isAside }) => !isAside);
	return bestFor(loaded, domain) ?? bestFor(hosts, domain);
}

function bestFor(hosts: readonly FrontHost[], domain: string): FrontHost | undefined {
	const names = [domain, ...[...domain.matchAll(/\./g)].map(({ index }) => `*${domain.slice(index)}`)];
	for (const name of names) {
		const found = hosts.find(({ domains }) => domains.includes(name));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Whether a domain that NPM forwards is asked by HTTPS: who comes by HTTP is led there. */
export function isAskedByTls(front: Front, domain: string): boolean {
	return hostOf(front, domain)?.forcesHttps === true;
}

function targetOf(front: Front, { inner, npm, container, httpPort }: ProxySnapshot): FrontTarget {
	if (npm !== undefined) return { servers: ['127.0.0.1', 'localhost'], port: npm.port };
	if (inner !== undefined) return innerTarget(front, inner, container, httpPort);
	const gateways = front.networks.map(({ gateway }) => gateway);
	const servers = front.isOnServer
		? ['127.0.0.1', 'localhost', ...front.addresses]
		: [...gateways, ...front.addresses, 'host.docker.internal'];
	return { servers, port: httpPort };
}

/** A project's own is reached in the project's network, or where it is published: on the loopback of the server. */
function innerTarget(front: Front, { network }: InnerProxy, container: string, port: number): FrontTarget {
	if (front.isOnServer) return { servers: ['127.0.0.1', 'localhost'], port };
	const servers = [container, ...(network === undefined ? [] : [proxyAddress(network.subnet)])];
	const isConnected = network === undefined || front.networks.some(({ name }) => name === network.name);
	return { servers, port, ...(!isConnected && { connect: { network: network.name, servers } }) };
}

interface Judged {
	readonly front: Front;
	readonly proxy: ProxySnapshot;
	readonly target: FrontTarget;
	readonly leadsToHttps: boolean;
}

function faultsOf(host: FrontHost, { front, proxy, target, leadsToHttps }: Judged): readonly FrontFault[] {
	if (host.isAside) return [{ kind: 'aside' }];
	const custom = host.hasOwnLocation ? undefined : front.upstreams.find(({ name }) => name === host.server);
	const harms: FrontFault[] = [
		...(host.isCaching ? [{ kind: 'caching' } as const] : []),
		...(host.hasWebSockets ? [] : [{ kind: 'web-sockets' } as const]),
	];
	if (custom !== undefined) return [{ kind: 'upstream', path: custom.path }, ...harms];
	if (host.hasOwnLocation) return [{ kind: 'own-location' }, ...harms];
	const server = host.server.toLowerCase();
	const isThere = target.servers.includes(server) && host.port === target.port;
	const connect = isThere && target.connect?.servers.includes(server) ? target.connect : undefined;
	const untrusted = isThere ? untrustedNetwork(host, front, proxy) : undefined;
	return [
		...(host.scheme === 'http' ? [] : [{ kind: 'scheme' } as const]),
		...(isThere ? [] : [{ kind: 'elsewhere' } as const]),
		...(connect === undefined ? [] : [{ kind: 'unconnected', network: connect.network } as const]),
		...(isThere && leadsToHttps ? [{ kind: 'round' } as const] : []),
		...(untrusted === undefined ? [] : [{ kind: 'untrusted', network: untrusted } as const]),
		...harms,
	];
}

/** Whose word the server's proxy would have to take; one of a project's own believes what comes from its network already. */
function untrustedNetwork({ server }: FrontHost, front: Front, { inner, npm, trustedProxies }: ProxySnapshot): string | undefined {
	if (inner !== undefined || npm !== undefined) return undefined;
	if (front.isOnServer) return isTrusted('127.0.0.1/32', trustedProxies) ? undefined : '127.0.0.1';
	const ways = waysTo(server, front.networks);
	return ways.some(({ subnet }) => isTrusted(subnet, trustedProxies)) ? undefined : ways[0]?.subnet;
}

/** By which networks it may come: the one whose gateway it asks, else any. */
function waysTo(server: string, networks: readonly FrontNetwork[]): readonly FrontNetwork[] {
	const own = networks.filter(({ gateway }) => gateway === server);
	return own.length > 0 ? own : networks;
}

function isTrusted(network: string, trustedProxies: readonly string[]): boolean {
	return trustedProxies.some((trusted) => overlaps(trusted.includes('/') ? trusted : `${trusted}/32`, network));
}
