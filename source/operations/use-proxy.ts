import { join } from 'node:path';
import { withProxy } from '../config/proxy-choice.ts';
import { composeProjectOf, containerNameOf, otherBerth } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import type { Project, ProjectProxy } from '../model/project.ts';
import { atItsProxy, frontRelease, type SiteSnapshot, type Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { Route } from '../steps/route.ts';
import type { FileChange } from '../steps/shapes.ts';
import type { Unroute } from '../steps/unroute.ts';
import { type ReadyProject, requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { clearFreeBerth } from './clear-free-berth.ts';
import { leaveOldBerth, replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { innerIn, refuseInner } from './inner-proxy.ts';
import { requireDeployed } from './live-replicas.ts';
import { withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { atServer, layoutIn, proxyAccess } from './proxy-access.ts';
import { requireNetwork } from './proxy-files.ts';
import { putInOrder } from './put-in-order.ts';
import { bringUpInner } from './start-proxy.ts';
import {
	addressesOf,
	awaitHealthy,
	berthFile,
	composeAccess,
	drainPorts,
	indexesTo,
	probeTarget,
	routeTo,
	servingReplicas,
	stageOf,
} from './traffic-steps.ts';

/** Has a project served by another proxy, without a failed request: the new one answers before anything of the old one is touched. */
export function planUseProxy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'use-proxy' }>): Plan {
	requireEngine(snapshot);
	refuseInner(snapshot);
	const target = requireReady(snapshot, intent.project);
	const isThere = (target.proxy === undefined) === (intent.proxy === 'server');
	if (intent.withoutFront && target.front !== undefined) return withoutFront(snapshot, target, target.front, intent);
	if (isThere) return nothingToDo(snapshot, target, intent);
	return intent.proxy === 'inner' ? toInner(snapshot, target, intent) : toServer(snapshot, target, intent);
}

function nothingToDo(snapshot: Snapshot, target: ReadyProject, intent: Extract<Intent, { kind: 'use-proxy' }>): Plan {
	const file = projectFile(target, intent.proxy === 'inner' ? (target.project.proxy ?? innerProxy) : undefined);
	const files = file.before === file.after ? [] : [file];
	return {
		intent,
		project: target.name,
		title: `${target.name} is served by ${intent.proxy === 'inner' ? 'an nginx of its own' : "the server's nginx"} already`,
		steps: files.length === 0 ? [] : [{ kind: 'write-files', files }],
		files,
		notes: [],
		expect: { seconds: 0, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		resume: 'back',
		empty: files.length === 0,
	};
}

/** The server's proxy stops to pass on: whatever else stands in front asks the project's own. */
function withoutFront(snapshot: Snapshot, target: ReadyProject, front: SiteSnapshot, intent: Intent): Plan {
	return {
		intent,
		project: target.name,
		title: `Have the server's nginx pass ${front.domains.join(', ')} on no more`,
		steps: [takeFront(snapshot, target.name, front)],
		files: [{ path: front.path, before: front.text, after: null }],
		notes: [
			`From then on only 127.0.0.1:${target.proxy?.httpPort} answers for ${front.domains.join(', ')}: see first that whatever stands in front asks there`,
		],
		expect: { seconds: 1, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		resume: 'back',
		empty: false,
	};
}

/** The step that takes the site away by which the server's proxy passes on. */
export function takeFront(snapshot: Snapshot, project: string, { path, text: before, tls, generation, domains }: SiteSnapshot): Unroute {
	const proxy = proxyAccess(atServer(snapshot));
	return { kind: 'unroute', project, proxy, path, before, tls, domain: domains[0] ?? project, generationBefore: generation };
}

const innerProxy: ProjectProxy = { driver: 'inner' };

/**
 * The release that serves starts in the free berth, with addresses of its own in the network; the project's own proxy takes it, and the
 * server's proxy passes on to that one.
 */
function toInner(snapshot: Snapshot, ready: ReadyProject, intent: Intent): Plan {
	const target = withSite(snapshot, ready);
	const site = requireDeployed(target, 'move');
	if (site.closed) throw closed(target.name);
	const wanted = target.project.proxy ?? innerProxy;
	const moved: ReadyProject = { ...target, project: { ...target.project, proxy: wanted } };
	const own = innerIn(
		snapshot,
		target.name,
		wanted,
		requireNetwork({
			project: target.name,
			...(target.subnet && { network: { name: networkOf(target.name), subnet: target.subnet, ports: target.ports } }),
		}),
	);
	const behind = withoutSite({ ...moved, proxy: own.proxy, isApart: true });
	const berth = otherBerth(site.berth);
	const indexes = indexesTo(target.project.replicas);
	requireFreePorts(snapshot, target, berth, indexes);
	const memory = requireCapacity(snapshot, target.project, indexes.length);
	const addresses = addressesOf(behind, berth, indexes);
	const ports = addresses.map(({ port }) => port);
	const compose = berthFile(own, behind, { release: site.release, berth }, indexes.length);
	const inner = bringUpInner(own);
	const route = routeTo(own, behind, { release: site.release, berth, ports }, null);
	const front = routeTo(snapshot, moved, { release: frontRelease, berth, ports });
	const file = projectFile(target, wanted);
	const files = [file, ...inner.files, compose];
	return {
		intent,
		project: target.name,
		title: `Have ${target.name} served by an nginx of its own on 127.0.0.1:${own.proxy.httpPort}, with the server's nginx in front`,
		steps: [
			...putInOrder(snapshot, { ...target, project: withoutProxy(target) }, projectLayout(layoutIn(snapshot), target.name).site),
			...inner.steps,
			...clearFreeBerth(target, berth),
			{ kind: 'write-files', files: [file, compose] },
			{
				kind: 'start-replicas',
				project: target.name,
				release: site.release,
				berth,
				compose: composeAccess(own, behind, composeProjectOf(target.name, berth), compose.path),
				existing: [],
				missing: indexes.map((index) => containerNameOf(target.name, berth, index)),
				grace: target.project.grace,
				ports,
			},
			stageOf(route),
			awaitHealthy(own, behind, site.release, addresses),
			route,
			stageOf(front),
			front,
			...leaveOldBerth(snapshot, target),
		],
		files: [...files, changeOf(route), changeOf(front)],
		notes: [
			`${replicaWords(indexes.length)} of ${site.release} start anew, with addresses of their own in ${networkOf(target.name)}`,
			"The server's nginx goes on answering, and passes all on; whatever else stands in front may ask the new port from then on",
		],
		expect: { seconds: 4, memory },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		probe: probeTarget(snapshot, target),
		serving: servingReplicas(target),
		resume: 'back',
		empty: false,
	};
}

/** The server's proxy asks the same replicas by their ports; the project's own goes once nobody is served by it any more. */
function toServer(snapshot: Snapshot, ready: ReadyProject, intent: Intent): Plan {
	const scoped = atItsProxy(snapshot, ready.name);
	const target = withSite(scoped, ready);
	const site = requireDeployed(target, 'move');
	if (site.closed) throw closed(target.name);
	const { container, httpPort } = scoped.proxy;
	const { proxy: _, isApart: __, site: ___, front, ...rest } = target;
	const moved: ReadyProject = { ...rest, project: withoutProxy(target), ...(front && { site: front }) };
	const paths = projectLayout(layoutIn(snapshot), target.name);
	const route = routeTo(snapshot, moved, { release: site.release, berth: site.berth, ports: site.ports });
	const file = projectFile(target, undefined);
	return {
		intent,
		project: target.name,
		title: `Have ${target.name} served by the server's nginx, and take its own away`,
		steps: [
			...putInOrder(snapshot, moved, paths.site),
			{ kind: 'write-files', files: [file] },
			stageOf(route),
			route,
			// Who still sends to the old workers in front, or comes by the port, has no connection to a replica perhaps.
			drainPorts(snapshot, target, [httpPort]),
			drainPorts(scoped, target, site.ports),
			{ kind: 'stop-proxy', project: target.name, compose: { name: container, file: layoutIn(scoped).proxyCompose }, container },
			{ kind: 'archive-project', project: target.name, from: paths.ownProxy, to: join(layoutIn(snapshot).made, '.removed') },
		],
		files: [file, changeOf(route)],
		notes: [`Whatever stands in front of 127.0.0.1:${httpPort} has to ask the server's nginx from then on: nobody answers there any more`],
		expect: { seconds: 2, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		probe: probeTarget(snapshot, moved),
		serving: servingReplicas(target),
		resume: 'back',
		empty: false,
	};
}

function closed(name: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `${name} is stopped, so it is not moved`,
		next: `Start it first: \`berth start ${name}\``,
	});
}

/** As a proxy sees it that has no site of the project yet. */
function withoutSite({ site: _, siteFile: __, ...rest }: ReadyProject): ReadyProject {
	return rest;
}

function withoutProxy({ project: { proxy: _, ...project } }: ReadyProject): Project {
	return project;
}

function projectFile(target: ReadyProject, proxy: ProjectProxy | undefined): FileChange {
	const text = target.projectText ?? '';
	return { path: join(target.directory, 'project.yml'), before: text, after: withProxy(text, proxy) };
}

function changeOf({ path, before, text: after }: Route): FileChange {
	return { path, before, after };
}
