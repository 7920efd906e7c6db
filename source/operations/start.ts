import { composeProjectOf } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { isRunning } from '../model/replica.ts';
import { liveReplicas, type Snapshot } from '../model/snapshot.ts';
import { layoutOf, projectLayout, releaseLayout } from '../server/layout.ts';
import type { StartReplicas } from '../steps/data.ts';
import { requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { awaitReturned, requireDeployed, wayForOthers } from './live-replicas.ts';
import type { Intent, Plan } from './plan.ts';
import { mendLost, mendVolumes } from './put-in-order.ts';
import { composeAccess } from './traffic-steps.ts';

/** Starts the live replicas that are stopped, as they are, and waits until they answer: the site sends traffic to them all the time. */
export function planStart(snapshot: Snapshot, intent: Extract<Intent, { kind: 'start' }>): Plan {
	requireEngine(snapshot);
	const target = requireReady(snapshot, intent.project);
	const site = requireDeployed(target, 'start');
	const live = liveReplicas(target);
	const stopped = live.filter(({ health }) => !isRunning(health));
	if (stopped.length === 0) {
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
	const file = releaseLayout(projectLayout(layoutOf(snapshot.root), target.name), site.release).compose(site.berth);
	const start: StartReplicas = {
		kind: 'start-replicas',
		project: target.name,
		release: site.release,
		berth: site.berth,
		compose: composeAccess(snapshot, target, composeProjectOf(target.name, site.berth), file),
		existing: stopped.map(({ name }) => name),
		missing: [],
		grace: target.project.grace,
		ports: stopped.map(({ port }) => port),
	};
	return {
		intent,
		project: target.name,
		title: `Start ${target.name} ${site.release} again: ${replicaWords(stopped.length)} in ${site.berth}`,
		steps: [
			...mendLost(snapshot, target),
			...mendVolumes(snapshot, target, site.release),
			start,
			awaitReturned(snapshot, target, site, stopped),
		],
		files: [],
		notes: [`They start with the settings they had; \`berth restart ${target.name}\` starts new ones with those of now`],
		expect: { seconds: 2, memory },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		resume: 'forward',
		empty: false,
	};
}
