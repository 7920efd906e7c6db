import type { BerthName } from '../model/berth.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type ReadyProject, requireEngine, requireReady } from './checks.ts';
import { confinementNotes } from './confinement-notes.ts';
import { changeOfBerths, liveNotes, replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { requireDeployed, requireImage } from './live-replicas.ts';
import { withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { probeTarget, servingReplicas } from './traffic-steps.ts';

/** The live release once more, through the other berth: new replicas of the same image take over before the old ones stop. */
export function planRestart(snapshot: Snapshot, intent: Extract<Intent, { kind: 'restart' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const site = requireDeployed(target, 'restart');
	const { release } = site;
	requireImage(target, release);
	const change = changeOfBerths(snapshot, target, release, {
		image: { from: { kind: 'kept' }, existed: true, directoryExisted: true },
		migrate: false,
	});
	return {
		intent,
		project: target.name,
		title: `Restart ${target.name} ${release}: ${site.berth} → ${change.berth}, ${replicaWords(target.project.replicas)}`,
		steps: change.steps,
		files: change.files,
		notes: [
			'Same release and image, no migration; the new replicas read project.yml and .env as they are now',
			...warmNotes(target, change.berth),
			...liveNotes(target),
			...confinementNotes(target),
		],
		expect: { seconds: 2, memory: change.memory },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		probe: probeTarget(snapshot, target),
		serving: servingReplicas(target),
		resume: 'back',
		empty: false,
	};
}

/** The other berth is needed: what was kept there for a warm roll back goes. */
function warmNotes({ replicas }: ReadyProject, berth: BerthName): readonly string[] {
	const kept = [...new Set(replicas.filter((replica) => replica.berth === berth).map(({ release }) => release))];
	return kept.length === 0
		? []
		: [`The stopped replicas of ${kept.join(', ')} make room: a roll back to it starts new ones from its image`];
}
