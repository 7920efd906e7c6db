import { composeProjectOf, containerNameOf, otherBerth } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import type { Release } from '../model/release.ts';
import { isTiedUp, type Snapshot } from '../model/snapshot.ts';
import { layoutOf, projectLayout, releaseLayout } from '../server/layout.ts';
import { type ReadyProject, requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { confinementNotes } from './confinement-notes.ts';
import { changeOfBerths, leaveOldBerth, liveNotes, pointCurrent, replicaWords } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import { readyProxy, type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { addressesOf, awaitHealthy, composeAccess, indexesTo, probeTarget, routeTo, servingReplicas, stageOf } from './traffic-steps.ts';

/** Back to the previous or any kept release: warm if its stopped replicas are still in the free berth, else cold from its image. */
export function planRollback(snapshot: Snapshot, intent: Extract<Intent, { kind: 'rollback' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const { site } = target;
	if (site === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${target.name} was never deployed, so there is nothing to roll back`,
			next: `Deploy it first: \`berth deploy ${target.name} <version>\``,
		});
	}
	const release = requireKept(target, intent.version ?? target.previous, site.release);
	const isWarm = isTiedUp(target, release.version, target.project.replicas);
	const change = isWarm
		? warmChange(snapshot, target, release)
		: changeOfBerths(snapshot, target, release.version, {
				image: { from: { kind: 'kept' }, existed: true, directoryExisted: true },
				migrate: false,
			});
	const berth = otherBerth(site.berth);
	return {
		intent,
		project: target.name,
		title: `Roll ${target.name} back to ${release.version}: ${site.berth} (${site.release}) → ${berth}, ${isWarm ? 'warm' : 'cold'}, ${replicaWords(target.project.replicas)}`,
		steps: [...change.steps, pointCurrent(snapshot, target, release.version, releaseBefore(target, release))],
		files: change.files,
		notes: [
			'Code only: the database stays as it is now',
			...(isWarm ? [`The stopped replicas of ${release.version} start again with the settings they had`] : []),
			...(isWarm ? [] : confinementNotes(target)),
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

function warmChange(snapshot: Snapshot, target: SitedProject, release: Release) {
	const files = projectLayout(layoutOf(snapshot.root), target.name);
	const berth = otherBerth(target.site?.berth);
	const indexes = indexesTo(target.project.replicas);
	const ready = readyProxy(snapshot, target, files.site);
	requireFreePorts(snapshot, target, berth, indexes);
	const memory = requireCapacity(snapshot, target.project, indexes.length);
	const addresses = addressesOf(target, berth, indexes);
	const ports = addresses.map(({ port }) => port);
	const route = routeTo(snapshot, target, { release: release.version, berth, ports });
	const composeFile = releaseLayout(files, release.version).compose(berth);
	return {
		memory,
		files: [{ path: route.path, before: route.before, after: route.text }],
		steps: [
			...ready,
			{
				kind: 'start-replicas' as const,
				project: target.name,
				release: release.version,
				berth,
				compose: composeAccess(snapshot, target, composeProjectOf(target.name, berth), composeFile),
				existing: indexes.map((index) => containerNameOf(target.name, berth, index)),
				missing: [],
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

/** The newest kept release that is older than `release`, so that the next roll back goes further back instead of swinging. */
function releaseBefore(target: ReadyProject, release: Release): string | null {
	const older = target.releases
		.filter((other) => other.hasImage && other.version !== release.version && other.version !== target.site?.release)
		.filter((other) => (other.obtainedAt ?? 0) < (release.obtainedAt ?? 0))
		.sort((left, right) => (right.obtainedAt ?? 0) - (left.obtainedAt ?? 0));
	return older[0]?.version ?? null;
}
