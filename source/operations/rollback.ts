import { composeProjectOf, otherBerth } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import type { Release } from '../model/release.ts';
import type { Replica } from '../model/replica.ts';
import { servedAfterRollback } from '../model/served-before.ts';
import { keptReplicas, type Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import type { Step } from '../steps/index.ts';
import type { ReplicaAddress } from '../steps/shapes.ts';
import type { WriteFiles } from '../steps/write-files.ts';
import { certificateForChange } from './certificate-order.ts';
import { type ReadyProject, requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { confinementNotes } from './confinement-notes.ts';
import { changeOfBerths, leaveOldBerth, liveNotes, pointCurrent, replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { requireDeployed } from './live-replicas.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';
import { mendVolumes, putInOrder } from './put-in-order.ts';
import {
	addressesOf,
	awaitHealthy,
	berthFile,
	composeAccess,
	indexesTo,
	probeTarget,
	routeTo,
	servingReplicas,
	stageOf,
} from './traffic-steps.ts';

/** Back to the previous or any kept release: warm if its stopped replicas are still in the free berth, else cold from its image. */
export function planRollback(snapshot: Snapshot, intent: Extract<Intent, { kind: 'rollback' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const site = requireDeployed(target, 'roll back');
	const release = requireKept(target, intent.version ?? target.previous, site.release);
	const kept = keptReplicas(target, release.version);
	const isWarm = kept.length > 0;
	const change = isWarm
		? warmChange(snapshot, target, release, kept)
		: changeOfBerths(snapshot, target, release.version, {
				image: { from: { kind: 'kept' }, existed: true, directoryExisted: true },
				migrate: false,
			});
	const berth = otherBerth(site.berth);
	return {
		intent,
		project: target.name,
		title: `Roll ${target.name} back to ${release.version}: ${site.berth} (${site.release}) → ${berth}, ${isWarm ? 'warm' : 'cold'}, ${replicaWords(target.project.replicas)}`,
		steps: [
			...change.steps,
			pointCurrent(snapshot, target, release.version, servedAfterRollback(target, release.version)),
			...('last' in change ? change.last : []),
		],
		files: change.files,
		notes: [
			'Code only: the database stays as it is now',
			...warmNotes(target, release, kept),
			...(kept.length >= target.project.replicas ? [] : confinementNotes(target)),
			...liveNotes(target),
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

function requireKept(target: ReadyProject, version: string | undefined, live: string): Release {
	const others = target.releases.filter((release) => release.hasImage && release.version !== live).map((release) => release.version);
	const next = others.length === 0 ? 'No other release is kept' : `Kept releases: ${others.join(', ')}`;
	if (version === undefined) {
		throw new Failure({ kind: 'refused', what: `${target.name} has no earlier release than ${live}`, next });
	}
	if (version === live) {
		throw new Failure({ kind: 'refused', what: `${target.name} ${version} is live already`, next });
	}
	const found = target.releases.find((release) => release.version === version);
	if (found?.hasImage === true) return found;
	throw new Failure({
		kind: 'refused',
		what: found === undefined ? `${target.name} has no release ${version}` : `The image of ${target.name} ${version} is gone`,
		next: found?.hasSource === true ? `Build it again with \`berth deploy ${target.name} ${version}\`. ${next}` : next,
	});
}

function warmNotes({ project: { replicas } }: SitedProject, { version }: Release, kept: readonly Replica[]): readonly string[] {
	if (kept.length === 0) return [];
	const added = replicas - kept.filter(({ index }) => index <= replicas).length;
	const more = added === 0 ? '' : `; ${replicaWords(added)} more ${added === 1 ? 'gets' : 'get'} the settings of now`;
	return [`The stopped replicas of ${version} start again with the settings they had${more}`];
}

/** Starts what is kept, adds what is missing to the number wanted, and removes at the end what is kept beyond it. */
function warmChange(snapshot: Snapshot, target: SitedProject, release: Release, kept: readonly Replica[]) {
	const files = projectLayout(layoutIn(snapshot), target.name);
	const berth = otherBerth(target.site?.berth);
	const indexes = indexesTo(target.project.replicas);
	const ready = putInOrder(snapshot, target, files.site);
	requireFreePorts(snapshot, target, berth, indexes);
	const memory = requireCapacity(snapshot, target.project, indexes.length);
	const addresses = addressesOf(target, berth, indexes);
	const ports = addresses.map(({ port }) => port);
	const order = certificateForChange(snapshot, target);
	const route = routeTo(snapshot, target, { release: release.version, berth, ports }, order.certificate);
	const file = berthFile(snapshot, target, { release: release.version, berth }, indexes.length);
	const isKept = ({ container }: ReplicaAddress) => kept.some(({ name }) => name === container);
	const missing = addresses.filter((address) => !isKept(address)).map(({ container }) => container);
	const beyond = kept.filter(({ index }) => index > indexes.length).map(({ name }) => name);
	const write: readonly WriteFiles[] = missing.length === 0 || file.before === file.after ? [] : [{ kind: 'write-files', files: [file] }];
	return {
		memory,
		last: beyond.length === 0 ? [] : [{ kind: 'remove-replicas', project: target.name, containers: beyond } satisfies Step],
		files: [...write.flatMap((step) => step.files), { path: route.path, before: route.before, after: route.text }],
		steps: [
			...ready,
			...order.steps,
			...mendVolumes(snapshot, target, release.version),
			...write,
			{
				kind: 'start-replicas' as const,
				project: target.name,
				release: release.version,
				berth,
				compose: composeAccess(snapshot, target, composeProjectOf(target.name, berth), file.path),
				existing: addresses.filter(isKept).map(({ container }) => container),
				missing,
				grace: target.project.grace,
				ports,
			},
			stageOf(route),
			awaitHealthy(snapshot, target, release.version, addresses),
			route,
			...leaveOldBerth(snapshot, target),
		],
	};
}
