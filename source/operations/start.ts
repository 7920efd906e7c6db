import { composeProjectOf } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { isRunning, type Replica } from '../model/replica.ts';
import { liveReplicas, type SiteSnapshot, type Snapshot } from '../model/snapshot.ts';
import { projectLayout, releaseLayout } from '../server/layout.ts';
import type { StartReplicas } from '../steps/start-replicas.ts';
import { certificateForChange } from './certificate-order.ts';
import { requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { awaitReturned, requireDeployed, wayForOthers } from './live-replicas.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';
import { mendLost, mendVolumes, putInOrder } from './put-in-order.ts';
import { addressOf, composeAccess, probeTarget, routeTo, stageOf, stayingOf } from './traffic-steps.ts';

/** Starts the live replicas that are stopped, as they are, waits until they answer, and opens the site if `stop` has closed it. */
export function planStart(snapshot: Snapshot, intent: Extract<Intent, { kind: 'start' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const site = requireDeployed(target, 'start');
	const live = liveReplicas(target);
	const stopped = live.filter(({ health }) => !isRunning(health));
	const awaited = site.closed ? live : stopped;
	if (awaited.length === 0) {
		throw new Failure({
			kind: 'refused',
			what: live.length === 0 ? `The live replicas of ${target.name} are gone` : `Nothing of ${target.name} is stopped`,
			next: wayForOthers(target.name, live),
		});
	}
	requireFreePorts(
		snapshot,
		target,
		site.berth,
		stopped.map(({ index }) => index),
	);
	const memory = requireCapacity(snapshot, target.project, stopped.length);
	const { release, berth } = site;
	const order = certificateForChange(snapshot, target);
	const ports = live.map(({ port }) => port);
	const route = site.closed ? routeTo(snapshot, target, { release, berth, ports }, order.certificate) : undefined;
	return {
		intent,
		project: target.name,
		title: `Start ${target.name} ${release} again: ${replicaWords(awaited.length)} in ${berth}`,
		steps: [
			...(route === undefined ? mendLost(snapshot, target) : [...putInOrder(snapshot, target, route.path), ...order.steps]),
			...mendVolumes(snapshot, target, release),
			...(stopped.length === 0 ? [] : [startAgain(snapshot, target, site, stopped)]),
			...(route === undefined ? [] : [stageOf(route)]),
			awaitReturned(snapshot, target, site, awaited),
			...(route === undefined ? [] : [route]),
		],
		files: route === undefined ? [] : [{ path: route.path, before: route.before, after: route.text }],
		notes: [`They start with the settings they had; \`berth restart ${target.name}\` starts new ones with those of now`],
		expect: { seconds: 2, memory },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		...(route !== undefined && { probe: probeTarget(snapshot, target) }),
		resume: 'forward',
		empty: false,
	};
}

function startAgain(
	snapshot: Snapshot,
	target: SitedProject,
	{ release, berth }: SiteSnapshot,
	stopped: readonly Replica[],
): StartReplicas {
	const file = releaseLayout(projectLayout(layoutIn(snapshot), target.name), release).compose(berth);
	return {
		kind: 'start-replicas',
		project: target.name,
		release,
		berth,
		compose: composeAccess(snapshot, target, composeProjectOf(target.name, berth), file),
		existing: stopped.map(({ name }) => name),
		missing: [],
		...stayingOf(
			target,
			stopped.map((replica) => addressOf(target, replica)),
		),
		grace: target.project.grace,
		ports: stopped.map(({ port }) => port),
	};
}
