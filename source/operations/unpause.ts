import { Failure } from '../model/failure.ts';
import { liveReplicas, type Snapshot } from '../model/snapshot.ts';
import { requireEngine, requireReady } from './checks.ts';
import { replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { awaitReturned, requireDeployed, wayForOthers } from './live-replicas.ts';
import type { Intent, Plan } from './plan.ts';

/** Lets the live replicas go on that somebody has paused, and waits until they answer. */
export function planUnpause(snapshot: Snapshot, intent: Extract<Intent, { kind: 'unpause' }>): Plan {
	requireEngine(snapshot);
	const target = requireReady(snapshot, intent.project);
	const site = requireDeployed(target, 'unpause');
	const live = liveReplicas(target);
	const paused = live.filter((replica) => replica.paused);
	if (paused.length === 0) {
		throw new Failure({ kind: 'refused', what: `Nothing of ${target.name} is paused`, next: wayForOthers(target.name, live) });
	}
	const containers = paused.map(({ name }) => name);
	return {
		intent,
		project: target.name,
		title: `Unpause ${target.name} ${site.release}: ${replicaWords(paused.length)} in ${site.berth}`,
		steps: [
			{ kind: 'unpause-replicas', project: target.name, release: site.release, berth: site.berth, containers },
			awaitReturned(snapshot, target, site, paused),
		],
		files: [],
		notes: [],
		expect: { seconds: 1, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		resume: 'forward',
		empty: false,
	};
}
