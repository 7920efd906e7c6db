import { Failure } from '../model/failure.ts';
import { isRunning } from '../model/replica.ts';
import { liveReplicas, type SiteSnapshot, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import type { Step } from '../steps/index.ts';
import type { Route } from '../steps/route.ts';
import { requireEngine, requireReady } from './checks.ts';
import { replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { requireDeployed } from './live-replicas.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { mendLost, putInOrder } from './put-in-order.ts';
import { addressOf, drainPorts, probeTarget, routeTo, servingReplicas, stageOf, stopReplicas } from './traffic-steps.ts';

/**
 * Closes the site, so that it answers 503 itself, and stops the live replicas once nobody is connected to them: whoever may listen on
 * their ports afterwards gets nothing. Nothing starts them but `start`, or a change that brings others.
 */
export function planStop(snapshot: Snapshot, intent: Extract<Intent, { kind: 'stop' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const site = requireDeployed(target, 'stop');
	const live = liveReplicas(target).filter(({ health }) => !site.closed || isRunning(health));
	requireSomethingToDo(snapshot, target, site, live.length);
	const { release, berth, ports } = site;
	const route = site.closed ? undefined : routeTo(snapshot, target, { release, berth, ports, closed: true });
	const addresses = live.map((replica) => addressOf(target, replica));
	return {
		intent,
		project: target.name,
		title: titleOf(target, site, live.length),
		steps: [
			...putInOrder(snapshot, target, site.path),
			...(route === undefined ? [] : closing(snapshot, target, site, route)),
			...(live.length === 0 ? [] : [stopReplicas(target, site, addresses)]),
		],
		files: route === undefined ? [] : [{ path: route.path, before: route.before, after: route.text }],
		notes: [
			`From then on visitors of ${target.project.domains.join(', ')} get 503 Service Unavailable from ${proxyOf(snapshot.proxy).name}`,
			`Requests under way and WebSockets get ${target.project.drain / 1000} s to end, answers of replicas that stop ${target.project.grace / 1000} s more`,
			...(target.services.length === 0
				? []
				: [`${target.services.map(({ service }) => service).join(', ')} and all data stay as they are`]),
			`It stays stopped, also when Docker or the server starts again, until \`berth start ${target.name}\` or a deploy`,
		],
		expect: { seconds: 2, memory: 0 },
		confirm: 'name',
		basis: fingerprint(snapshot, target),
		...(route !== undefined && { probe: { ...probeTarget(snapshot, target), closing: true } }),
		serving: servingReplicas(target),
		resume: 'back',
		empty: false,
	};
}

function closing(snapshot: Snapshot, target: SitedProject, site: SiteSnapshot, route: Route): readonly Step[] {
	return [stageOf(route), route, drainPorts(snapshot, target, site.ports)];
}

function titleOf({ name, mend }: SitedProject, { closed, release, berth }: SiteSnapshot, running: number): string {
	if (!closed || running > 0) return `Stop ${name} ${release}: ${replicaWords(running)} in ${berth}`;
	return mend === undefined
		? `Make again what ${name} has lost; it stays stopped`
		: `Write the closed site of ${name} again; it stays stopped`;
}

function requireSomethingToDo(snapshot: Snapshot, target: SitedProject, { closed }: SiteSnapshot, running: number): void {
	if (!closed || running > 0 || target.mend !== undefined || mendLost(snapshot, target).length > 0) return;
	throw new Failure({ kind: 'refused', what: `${target.name} is stopped already`, next: `\`berth start ${target.name}\` starts it again` });
}
