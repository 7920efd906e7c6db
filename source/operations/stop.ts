import { Failure } from '../model/failure.ts';
import { isStoppedOnPurpose, liveReplicas, type Snapshot } from '../model/snapshot.ts';
import { requireEngine, requireReady } from './checks.ts';
import { replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { requireDeployed } from './live-replicas.ts';
import type { Intent, Plan } from './plan.ts';
import { stopReplicas } from './traffic-steps.ts';

/** Stops the live replicas and leaves all else as it is: the site answers 502 until `start`, and nothing starts them but that or a deploy. */
export function planStop(snapshot: Snapshot, intent: Extract<Intent, { kind: 'stop' }>): Plan {
	requireEngine(snapshot);
	const target = requireReady(snapshot, intent.project);
	const site = requireDeployed(target, 'stop');
	const live = liveReplicas(target).filter(({ stoppedByBerth }) => !stoppedByBerth);
	if (live.length === 0) {
		const isStopped = isStoppedOnPurpose(target);
		throw new Failure({
			kind: 'refused',
			what: isStopped ? `${target.name} is stopped already` : `${target.name} has no live replica that could be stopped`,
			next: isStopped ? `\`berth start ${target.name}\` starts it again` : `\`berth health ${target.name}\` says why`,
		});
	}
	const addresses = live.map(({ name, port }) => ({ container: name, port }));
	return {
		intent,
		project: target.name,
		title: `Stop ${target.name} ${site.release}: ${replicaWords(live.length)} in ${site.berth}`,
		steps: [stopReplicas(target, site, addresses)],
		files: [],
		notes: [
			`From then on visitors of ${target.project.domains.join(', ')} get 502 Bad Gateway from nginx; WebSockets are closed`,
			`Answers that replicas have begun get ${target.project.grace / 1000} s to end`,
			...(target.services.length === 0
				? []
				: [`${target.services.map(({ service }) => service).join(', ')} and all data stay as they are`]),
			`It stays stopped, also when Docker or the server starts again, until \`berth start ${target.name}\` or a deploy`,
		],
		expect: { seconds: 2, memory: 0 },
		confirm: 'name',
		basis: fingerprint(snapshot, target),
		resume: 'back',
		empty: false,
	};
}
