import { withReplicas } from '../config/replica-count.ts';
import { composeProjectOf } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { isRunning } from '../model/replica.ts';
import { liveReplicas, type Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import type { Step } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import { certificateForChange } from './certificate-order.ts';
import { type ReadyProject, requireCapacity, requireEngine, requireFreePorts, requireReady, requireReplicaCount } from './checks.ts';
import { confinementNotes } from './confinement-notes.ts';
import { liveNotes, replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { requireImage, requireOpen } from './live-replicas.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';
import { mendLost, mendVolumes, putInOrder } from './put-in-order.ts';
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
	stayingOf,
	stopInHalves,
} from './traffic-steps.ts';

type ScaleIntent = Extract<Intent, { kind: 'scale' }>;

/** Adds replicas to the live berth and then traffic, or takes traffic and then replicas away; the count is kept in `project.yml`. */
export function planScale(snapshot: Snapshot, intent: ScaleIntent): Plan {
	requireReplicaCount(intent.replicas);
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	requireOpen(target, 'scaled');
	const present = presentIndexes(target);
	const wanted = indexesTo(intent.replicas);
	const count = countChange(snapshot, target, intent.replicas);
	const change = target.site === undefined ? undefined : changeReplicas(snapshot, target, present, wanted);
	const steps = [...(change?.steps ?? []), ...(count === undefined ? [] : [{ kind: 'write-files', files: [count] } satisfies Step])];
	const removal = change?.last ?? [];
	return {
		intent,
		project: target.name,
		title: titleOf(target, present.length, intent.replicas, change !== undefined),
		steps: [...steps, ...removal],
		files: [...(change?.files ?? []), ...(count === undefined ? [] : [count])],
		notes: [...liveNotes(target), ...(intent.replicas > present.length ? confinementNotes(target) : [])],
		expect: { seconds: change === undefined ? 0 : 2, memory: change?.memory ?? 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		...(change !== undefined && { probe: probeTarget(snapshot, target), serving: servingReplicas(target) }),
		resume: 'back',
		empty: steps.length + removal.length === 0,
	};
}

function titleOf(target: SitedProject, before: number, after: number, isMending: boolean): string {
	const { site } = target;
	if (target.mend !== undefined && before === after)
		return `Write the site of ${target.name} again for ${replicaWords(after)} of ${target.mend.release}`;
	if (before === after && site !== undefined && isMending)
		return `Make again what ${target.name} has lost; ${replicaWords(after)} of ${site.release} serve${after === 1 ? 's' : ''}`;
	if (site === undefined) return `Set ${target.name} to ${replicaWords(after)} from its first deploy on`;
	return `Scale ${target.name} ${site.release} in ${site.berth}: ${before} → ${replicaWords(after)}`;
}

/** Indexes of the replicas that run and get traffic. */
function presentIndexes(target: ReadyProject): readonly number[] {
	return liveReplicas(target)
		.filter((replica) => isRunning(replica.health))
		.map((replica) => replica.index)
		.sort((left, right) => left - right);
}

function countChange(snapshot: Snapshot, target: ReadyProject, replicas: number): FileChange | undefined {
	const before = target.projectText ?? '';
	const after = withReplicas(before, replicas);
	return before === after ? undefined : { path: projectLayout(layoutIn(snapshot), target.name).file, before, after };
}

interface ReplicaChange {
	readonly steps: readonly Step[];
	readonly last: readonly Step[];
	readonly files: readonly FileChange[];
	readonly memory: number;
}

function changeReplicas(
	snapshot: Snapshot,
	target: SitedProject,
	present: readonly number[],
	wanted: readonly number[],
): ReplicaChange | undefined {
	const { site } = target;
	const added = wanted.filter((index) => !present.includes(index));
	const removed = present.filter((index) => !wanted.includes(index));
	const volumes = site === undefined ? [] : mendVolumes(snapshot, target, site.release);
	const isInOrder = target.mend === undefined && mendLost(snapshot, target).length + volumes.length === 0;
	if (site === undefined || (added.length + removed.length === 0 && isInOrder)) return undefined;
	const ready = [...putInOrder(snapshot, target, site.path), ...volumes];
	if (added.length + removed.length === 0) return { steps: ready, last: [], files: [], memory: 0 };
	const memory = added.length === 0 ? 0 : requireCapacity(snapshot, target.project, added.length);
	requireFreePorts(snapshot, target, site.berth, added);
	const awaited = [...added, ...keptToAwait(target, present, wanted)];
	const compose = berthFile(snapshot, target, site, wanted.length);
	const ports = addressesOf(target, site.berth, wanted).map(({ port }) => port);
	const order = certificateForChange(snapshot, target);
	const route = routeTo(snapshot, target, { release: site.release, berth: site.berth, ports }, order.certificate);
	const write: Step = { kind: 'write-files', files: [compose] };
	return {
		memory,
		files: [compose, { path: route.path, before: route.before, after: route.text }],
		steps: [
			...ready,
			...order.steps,
			...(added.length === 0 ? [] : [write, ...addReplicas(snapshot, target, site, added, compose.path)]),
			stageOf(route),
			...(awaited.length === 0 ? [] : [awaitHealthy(snapshot, target, site.release, addressesOf(target, site.berth, awaited))]),
			route,
			...(removed.length === 0 ? [] : takeAway(snapshot, target, site, removed)),
			...(added.length === 0 ? [write] : []),
		],
		last:
			removed.length === 0
				? []
				: [
						{
							kind: 'remove-replicas',
							project: target.name,
							containers: addressesOf(target, site.berth, removed).map(({ container }) => container),
						},
					],
	};
}

/**
 * Before replicas are taken away, those that stay must be seen to answer: they get all traffic. Ill ones are not waited for;
 * refuses if only such would stay.
 */
function keptToAwait(target: ReadyProject, present: readonly number[], wanted: readonly number[]): readonly number[] {
	const removed = present.filter((index) => !wanted.includes(index));
	if (removed.length === 0) return [];
	const ill = liveReplicas(target).filter(({ health }) => health !== 'healthy' && health !== 'unknown');
	const isWell = (index: number) => ill.every((replica) => replica.index !== index);
	const kept = present.filter((index) => wanted.includes(index));
	if (wanted.some((index) => isWell(index)) || !removed.some(isWell)) return kept.filter(isWell);
	throw new Failure({
		kind: 'refused',
		what: `${target.name} cannot be scaled to ${replicaWords(wanted.length)}: none that would stay is healthy`,
		why: ill.map(({ name, health, reason }) => `${name} is ${health}${reason === undefined ? '' : ` (${reason})`}`).join(', '),
		next: `Start the release anew (\`berth deploy ${target.name} ${target.site?.release}\`), or keep more replicas`,
	});
}

type Site = NonNullable<ReadyProject['site']>;

function addReplicas(snapshot: Snapshot, target: ReadyProject, site: Site, added: readonly number[], file: string): readonly Step[] {
	const addresses = addressesOf(target, site.berth, added);
	const known = new Set(target.replicas.filter((replica) => replica.berth === site.berth).map(({ name }) => name));
	if (addresses.some(({ container }) => !known.has(container))) requireImage(target, site.release);
	return [
		{
			kind: 'start-replicas',
			project: target.name,
			release: site.release,
			berth: site.berth,
			compose: composeAccess(snapshot, target, composeProjectOf(target.name, site.berth), file),
			existing: addresses.map(({ container }) => container).filter((name) => known.has(name)),
			missing: addresses.map(({ container }) => container).filter((name) => !known.has(name)),
			...stayingOf(target, addresses),
			grace: target.project.grace,
			ports: addresses.map(({ port }) => port),
		},
	];
}

function takeAway(snapshot: Snapshot, target: ReadyProject, site: Site, removed: readonly number[]): readonly Step[] {
	const addresses = addressesOf(target, site.berth, removed);
	return [
		drainPorts(
			snapshot,
			target,
			addresses.map(({ port }) => port),
		),
		...stopInHalves(target, site, addresses),
	];
}
