import { nearestName } from '../config/nearest-name.ts';
import { type BerthName, maxReplicas } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { badName, isProjectName } from '../model/names.ts';
import { replicaPort } from '../model/ports.ts';
import type { Project } from '../model/project.ts';
import { proxyDownFacts, startCommand } from '../model/proxy-down.ts';
import { isRunning } from '../model/replica.ts';
import { findProject, type ProjectSnapshot, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { acceptedCopyOf } from '../server/layout.ts';
import { missingPorts } from '../server/port-trouble.ts';
import type { QuarantineSite } from '../steps/quarantine-site.ts';
import { missingCertificate, missingCertificateFacts } from './missing-certificate.ts';
import { isJoined, layoutIn, proxyAccess } from './proxy-access.ts';

/** A project that can be changed: its file is right, its ports are registered, its `.env` is there. */
export interface ReadyProject extends ProjectSnapshot {
	readonly project: Project;
	readonly ports: NonNullable<ProjectSnapshot['ports']>;
	readonly envKeys: readonly string[];
}

const mebibyte = 1024 * 1024;

/** Less than this and even journals, logs and images of a small change may not fit. */
export const diskNeeded = 256 * mebibyte;

/** What a replica without a limit is expected to need at least. */
export const memoryOfUnlimited = 64 * mebibyte;

/** Refuses while the engine does not answer: nothing can be known, so nothing is changed. */
export function requireEngine(snapshot: Snapshot): void {
	if (snapshot.engine.kind === 'up') return;
	throw new Failure({
		kind: 'refused',
		what: 'Docker does not answer, so nothing can be changed',
		why: snapshot.engine.why,
		next: 'Start it (`systemctl start docker`) and try again; sites that are served are not affected by this refusal',
	});
}

/** The project by name, whatever state it is in. */
export function requireKnown(snapshot: Snapshot, name: string): ProjectSnapshot {
	const found = findProject(snapshot, name);
	if (found !== undefined) return found;
	if (!isProjectName(name)) throw badName(name);
	const near = nearestName(
		name,
		snapshot.projects.map((project) => project.name),
	);
	throw new Failure({
		kind: 'refused',
		what: `There is no project ${name} on ${snapshot.hostname}`,
		next: near === undefined ? `Make it with \`berth new ${name} --domain …\`` : `Did you mean ${near}? \`berth status\` lists all`,
	});
}

/** The project by name, ready to be changed; says what is missing otherwise. */
export function requireReady(snapshot: Snapshot, name: string): ReadyProject {
	const found = requireKnown(snapshot, name);
	if (found.problem !== undefined) throw new Failure(found.problem);
	const { project, ports, envKeys, operation } = found;
	if (project === undefined && operation !== undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${operation.operation} of ${name} by ${operation.user} is not over`,
			next: operation.alive ? `\`berth attach ${name}\` watches it` : `\`berth resume ${name}\` ends it`,
		});
	}
	if (project === undefined) {
		throw new Failure({ kind: 'config', what: `${name} has no project.yml`, next: `Write ${found.directory}/project.yml` });
	}
	if (ports === undefined) {
		throw new Failure(missingPorts(found, layoutIn(snapshot).registry));
	}
	if (envKeys === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${name} has no .env file`,
			why: `${found.directory}/.env is missing, and its replicas would start without their settings`,
			next: `Put it back from a backup, or write a new one with \`berth secrets generate ${name}\``,
		});
	}
	return { ...found, project, ports, envKeys };
}

/** Refuses a replica count that a berth has no ports for. */
export function requireReplicaCount(count: number): void {
	if (Number.isInteger(count) && count >= 1 && count <= maxReplicas) return;
	throw new Failure({
		kind: 'refused',
		what: `${count} replicas are not possible`,
		next: `Choose a whole number from 1 to ${maxReplicas}: a berth has ${maxReplicas} ports`,
	});
}

/**
 * Refuses if the proxy does not run or its configuration would not load. A broken file of another project is no reason:
 * the step returned here sets it aside first. Nor is a missing certificate of `certified`, which gets another one or none.
 */
export function requireProxy(snapshot: Snapshot, ownSite: string, certified?: string): QuarantineSite | undefined {
	const { proxy } = snapshot;
	requireProxyKnown(snapshot);
	if (proxy.instance === undefined) throw new Failure(proxyDownFacts(proxy, proxy.down));
	requireSeen(proxy);
	requirePart(snapshot);
	const { test } = proxy;
	if (test === undefined || test.valid || test.offender?.path === ownSite || isForLost(proxy, ownSite)) return undefined;
	const missing = missingCertificate(snapshot);
	if (missing !== undefined && missing.project === certified && certified !== undefined) return undefined;
	if (missing !== undefined) throw new Failure(missingCertificateFacts(missing, proxy));
	const { offender } = test;
	if (offender === undefined || !offender.hasAcceptedCopy || !offender.path.endsWith('.conf')) {
		throw new Failure({
			kind: 'refused',
			what: `${proxyOf(proxy).name} would not load its present configuration`,
			why:
				offender === undefined
					? (test.complaint ?? 'the main configuration is not valid')
					: `${offender.path} line ${offender.line} is not valid`,
			next: 'Correct the file, check with `berth proxy check`, and try again',
			output: test.output,
		});
	}
	return {
		kind: 'quarantine-site',
		proxy: proxyAccess(snapshot),
		path: offender.path,
		aside: `${offender.path}.broken`,
		accepted: acceptedCopyOf(offender.path),
		reason: test.complaint ?? `line ${offender.line} is not valid`,
	};
}

/** Refuses where the server's own proxy would load nothing of Berth's. */
function requirePart(snapshot: Snapshot): void {
	const { proxy } = snapshot;
	if (proxy.own === undefined || isJoined(snapshot)) return;
	throw new Failure({
		kind: 'refused',
		what: `${proxy.own.config} includes nothing of Berth's any more, so ${proxyOf(proxy).name} would load none of its sites`,
		next: '`berth proxy start` adds the line again, and shows it first',
	});
}

/** Refuses what the proxy would not take, or would never hear of. */
function requireSeen(proxy: Snapshot['proxy']): void {
	const [path] = proxy.unseen ?? [];
	if (path === undefined) return;
	const { name } = proxyOf(proxy);
	throw new Failure({
		kind: 'refused',
		what: `${name} does not see ${path}`,
		why: `it was removed or replaced while ${name} ran, whose container goes on with the one of before`,
		next: `Start ${name} anew with \`${startCommand(proxy)}\`, with some seconds without sites, and try again`,
	});
}

/** True if the proxy misses what is made again first, or cannot read what is set aside first. */
export function isForLost({ lost = [], sitesAtRisk = [], test }: Snapshot['proxy'], ...ownSite: readonly string[]): boolean {
	const complaint = test?.complaint ?? '';
	const sites = [...ownSite, ...sitesAtRisk.map(({ path }) => path)];
	return lost.some(({ path }) => complaint.includes(`"${path}/`)) || sites.some((path) => complaint.includes(`"${path}"`));
}

/** Refuses while the proxy could not be asked: what is not known must not be taken for missing. */
export function requireProxyKnown({ proxy: { problem } }: Snapshot): void {
	if (problem !== undefined) throw new Failure(problem);
}

/** Refuses a site that needs what the main file at `path` does not define: an older Berth wrote that one. */
export function requireKnownTo(missing: string | undefined, path: string): void {
	if (missing === undefined) return;
	throw new Failure({
		kind: 'refused',
		what: `${path} was written by an older Berth`,
		why: `sites of this one need what it does not define, such as ${missing}`,
		next: 'Write it anew with `berth proxy start`, which interrupts nothing, and try again',
	});
}

/** Refuses if memory or disk would not do for `count` more replicas. Gives the memory expected, in bytes. */
export function requireCapacity(snapshot: Snapshot, project: Project, count: number): number {
	const { limits } = project;
	const each = limits.memoryReservation ?? limits.memory ?? memoryOfUnlimited;
	const needed = each * count;
	const { memoryAvailable, diskFree } = snapshot.capacity;
	if (needed > memoryAvailable) {
		throw new Failure({
			kind: 'refused',
			what: `${project.name} needs ${megabytes(needed)} more memory, and ${snapshot.hostname} has ${megabytes(memoryAvailable)}`,
			why: `${count} new replicas at ${megabytes(each)} run beside the old ones until traffic has moved`,
			next: 'Lower limits.memory or replicas in project.yml, or free memory',
		});
	}
	if (diskFree < diskNeeded) {
		throw new Failure({
			kind: 'refused',
			what: `Only ${megabytes(diskFree)} of disk are free on ${snapshot.hostname}`,
			why: `a change needs at least ${megabytes(diskNeeded)} for images, logs and its journal`,
			next: `Free some: \`docker system df\` and \`du -xh ${snapshot.root}\` show where it went`,
		});
	}
	return needed;
}

/** Refuses if something else listens on a port that a new replica needs. */
export function requireFreePorts(snapshot: Snapshot, target: ReadyProject, berth: BerthName, indexes: readonly number[]): void {
	const own = new Set(target.replicas.filter((replica) => isRunning(replica.health)).map((replica) => replica.port));
	const wanted = indexes.map((index) => replicaPort(target.ports, berth, index));
	const taken = wanted.filter((port) => snapshot.listening.includes(port) && !own.has(port));
	if (taken.length === 0) return;
	throw new Failure({
		kind: 'refused',
		what: `Port ${taken.join(', ')} of ${target.name}'s ${berth} berth is taken`,
		why: `${taken.map((port) => snapshot.holders?.[port] ?? 'another program on this machine').join(', ')} listens on it`,
		next: `Find it with \`ss -ltnp 'sport = :${taken[0]}'\` and stop it. If it is dockerd, it keeps the port of a container that is gone: restart Docker`,
	});
}

/** Bytes in words: `512 MiB`. */
export function megabytes(bytes: number): string {
	return `${Math.round(bytes / mebibyte)} MiB`;
}

/** Refuses to start a proxy whose ports somebody else has. */
export function requireFreeProxyPorts(snapshot: Snapshot): void {
	const { proxy } = snapshot;
	// A paused proxy keeps its ports.
	if (proxy.instance !== undefined || proxy.down?.state === 'paused') return;
	const taken = [...new Set([proxy.httpPort, proxy.httpsPort])].filter((port) => snapshot.listening.includes(port));
	if (taken.length === 0) return;
	const other = proxy.inner === undefined ? 'in deploy/server.yml (proxy.http, proxy.https)' : 'in project.yml (proxy.port)';
	const shared =
		proxy.driver === 'container' ? '. If it is an nginx of this server, `proxy: {driver: host}` there makes Berth part of it' : '';
	throw new Failure({
		kind: 'refused',
		what: `Port${taken.length === 1 ? '' : 's'} ${taken.join(' and ')} ${taken.length === 1 ? 'is' : 'are'} taken, so ${proxyOf(proxy).name} cannot start`,
		next: `Find out by whom with \`ss -ltnp 'sport = :${taken[0]}'\`, or choose another ${other}${shared}`,
	});
}
