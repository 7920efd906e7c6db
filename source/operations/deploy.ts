import { join } from 'node:path';
import { nearestName } from '../config/nearest-name.ts';
import { type BerthName, composeProjectOf, containerNameOf, otherBerth } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { isVersion } from '../model/names.ts';
import { imageOf, type Release } from '../model/release.ts';
import { isRunning } from '../model/replica.ts';
import { servedAfterDeploy } from '../model/served-before.ts';
import { atFront, liveReplicas, type Snapshot } from '../model/snapshot.ts';
import { renderBerthCompose } from '../render/compose-berth.ts';
import { projectLayout, releaseLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import { releasesToPrune } from '../server/retention.ts';
import type { Step } from '../steps/index.ts';
import type { Migrate } from '../steps/migrate.ts';
import type { ObtainImage } from '../steps/obtain-image.ts';
import type { PointCurrent } from '../steps/point-current.ts';
import type { Prune } from '../steps/prune.ts';
import type { FileChange } from '../steps/shapes.ts';
import type { WriteFiles } from '../steps/write-files.ts';
import { certificateForChange } from './certificate-order.ts';
import { type ReadyProject, requireCapacity, requireEngine, requireFreePorts, requireReady } from './checks.ts';
import { clearFreeBerth } from './clear-free-berth.ts';
import { confinementNotes } from './confinement-notes.ts';
import { fingerprint } from './fingerprint.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { atServer, layoutIn } from './proxy-access.ts';
import { prepareVolumes, putInOrder } from './put-in-order.ts';
import { registryNotes, requireInRegistry } from './registry-check.ts';
import {
	addressesOf,
	addressOf,
	apartIn,
	awaitHealthy,
	composeAccess,
	drainPorts,
	indexesTo,
	probeTarget,
	routeTo,
	servingReplicas,
	stageOf,
	stopInHalves,
	stopReplicas,
} from './traffic-steps.ts';

/** Blue-green: the new release starts in the free berth, takes all traffic once all of it is healthy, and the old one is drained and stopped. */
export function planDeploy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'deploy' }>): Plan {
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const { version } = intent;
	const release = requireRelease(snapshot, target, version);
	const image = obtainImage(snapshot, target, release);
	const change = changeOfBerths(snapshot, target, version, { image, migrate: true });
	const live = target.site;
	return {
		intent,
		project: target.name,
		title:
			live === undefined
				? `Deploy ${target.name} ${version}: first release, ${replicaWords(target.project.replicas)} in ${change.berth}`
				: `Deploy ${target.name} ${version}: ${live.berth} (${live.release}) → ${change.berth}, ${replicaWords(target.project.replicas)}`,
		steps: [
			...change.steps,
			pointCurrent(snapshot, target, version, servedAfterDeploy(target, version)),
			...prune(snapshot, target, version),
		],
		files: change.files,
		notes: [
			...liveNotes(target),
			...confinementNotes(target),
			...(image.from.kind === 'pull' ? registryNotes(snapshot, image.from.reference) : []),
			...(live?.release === version ? [`${version} is live already: this starts it anew`] : []),
		],
		expect: { seconds: release.hasImage ? 2 : 20, memory: change.memory },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		probe: probeTarget(snapshot, target),
		serving: servingReplicas(target),
		resume: 'back',
		empty: false,
	};
}

/** Where the image comes from for a release, and whether it is known already. */
export type ImageChoice = Pick<ObtainImage, 'from' | 'existed' | 'directoryExisted' | 'before'>;

/** Steps that bring a release up in the free berth and move all traffic to it. */
export function changeOfBerths(
	snapshot: Snapshot,
	target: SitedProject,
	version: string,
	how: { readonly image: ImageChoice; readonly migrate: boolean },
): { readonly berth: BerthName; readonly steps: readonly Step[]; readonly files: WriteFiles['files']; readonly memory: number } {
	const paths = projectLayout(layoutIn(snapshot), target.name);
	const berth = otherBerth(target.site?.berth);
	const { replicas } = target.project;
	const indexes = indexesTo(replicas);
	const ready = putInOrder(snapshot, target, paths.site);
	requireFreePorts(snapshot, target, berth, indexes);
	const memory = requireCapacity(snapshot, target.project, replicas);
	const composeFile = releaseLayout(paths, version).compose(berth);
	const compose = composeAccess(snapshot, target, composeProjectOf(target.name, berth), composeFile);
	const write: WriteFiles = {
		kind: 'write-files',
		files: [
			{
				path: composeFile,
				before: target.composeFiles[composeFile] ?? null,
				after: renderBerthCompose({
					project: target.project,
					directory: target.directory,
					version,
					berth,
					replicas,
					ports: target.ports,
					network: networkOf(target.name),
					...apartIn(target),
					envKeys: target.envKeys,
				}),
			},
		],
	};
	const addresses = addressesOf(target, berth, indexes);
	const order = certificateForChange(snapshot, target);
	const route = routeTo(snapshot, target, { release: version, berth, ports: addresses.map(({ port }) => port) }, order.certificate);
	const { migrate } = target.project;
	const steps: Step[] = [
		...ready,
		...order.steps,
		{
			kind: 'obtain-image',
			project: target.name,
			version,
			image: imageOf(target.name, version),
			directory: releaseLayout(paths, version).directory,
			record: releaseLayout(paths, version).record,
			...how.image,
		},
		...prepareVolumes(snapshot, target, version),
		...clearFreeBerth(target, berth),
		...(write.files.some(isChange) ? [write] : []),
		...(migrate !== undefined && how.migrate
			? [
					{
						kind: 'migrate',
						project: target.name,
						version,
						compose,
						service: 'migrate',
						container: `${target.name}-migrate`,
						command: migrate.command,
						timeout: migrate.timeout,
					} satisfies Migrate,
				]
			: []),
		{
			kind: 'start-replicas',
			project: target.name,
			release: version,
			berth,
			compose,
			existing: [],
			missing: indexes.map((index) => containerNameOf(target.name, berth, index)),
			grace: target.project.grace,
			ports: addresses.map(({ port }) => port),
		},
		stageOf(route),
		awaitHealthy(snapshot, target, version, addresses),
		route,
		...passOn(snapshot, target),
		...leaveOldBerth(snapshot, target),
	];
	const files = [...write.files, { path: route.path, before: route.before, after: route.text }].filter(isChange);
	return { berth, steps, memory, files };
}

function isChange({ before, after }: FileChange): boolean {
	return before !== after;
}

/** Where the server's proxy is in front of the project's own, and the project has other host names by now: it learns of them. */
function passOn(snapshot: Snapshot, target: ReadyProject): readonly Step[] {
	const { front } = target;
	if (front === undefined || target.proxy === undefined) return [];
	const { release, berth, ports } = front;
	const route = routeTo(atServer(snapshot), atFront(target), { release, berth, ports });
	return route.text === front.text ? [] : [stageOf(route), route];
}

/** Drains and stops what the site routes to now; nothing on a first deploy, nor where it is closed and nothing runs. */
export function leaveOldBerth(snapshot: Snapshot, target: ReadyProject, stop = stopInHalves): readonly Step[] {
	const { site } = target;
	if (site === undefined) return [];
	const old = liveReplicas(target).filter((replica) => isRunning(replica.health));
	const replicas = old.map((replica) => addressOf(target, replica));
	if (site.closed) return old.length === 0 ? [] : [stopReplicas(target, site, replicas)];
	return [drainPorts(snapshot, target, site.ports), ...stop(target, site, replicas)];
}

/** Notes the release as current, and those that served well before it. */
export function pointCurrent(snapshot: Snapshot, target: ReadyProject, version: string, servedAfter: readonly string[]): PointCurrent {
	return {
		kind: 'point-current',
		project: target.name,
		directory: projectLayout(layoutIn(snapshot), target.name).directory,
		version,
		current: target.current ?? target.site?.release ?? null,
		previous: linesOf(target.served ?? []),
		previousAfter: linesOf(servedAfter),
	};
}

function linesOf(versions: readonly string[]): string | null {
	return versions.length === 0 ? null : versions.join('\n');
}

/** What the operator should know of the replicas that serve now. */
export function liveNotes(target: ReadyProject): readonly string[] {
	if (target.site?.closed) return [`${target.name} is stopped now, and this opens its site again`];
	return liveReplicas(target)
		.filter((replica) => replica.health !== 'healthy' && replica.health !== 'unknown')
		.map(
			(replica) =>
				`${replica.name} (${replica.release}) is ${replica.health} now${replica.reason === undefined ? '' : `: ${replica.reason}`}`,
		);
}

/** `1 replica`, `3 replicas`. */
export function replicaWords(count: number): string {
	return count === 1 ? '1 replica' : `${count} replicas`;
}

function requireRelease(snapshot: Snapshot, target: ReadyProject, version: string): Release {
	if (!isVersion(version)) {
		throw new Failure({
			kind: 'refused',
			what: `${JSON.stringify(version)} cannot be a release's version`,
			next: 'Use letters, digits, dots, dashes and underscores, up to 63; `current` is taken',
		});
	}
	refuseStranger(snapshot, target, version);
	const found = target.releases.find((release) => release.version === version);
	if (found !== undefined) return found;
	if (target.project.source.kind === 'image') {
		return { version, image: imageOf(target.name, version), hasImage: false, hasSource: false, directoryGone: true };
	}
	const near = nearestName(
		version,
		target.releases.map((release) => release.version),
	);
	const { directory } = releaseLayout(projectLayout(layoutIn(snapshot), target.name), version);
	throw new Failure({
		kind: 'refused',
		what: `${target.name} has no release ${version}`,
		why: `${directory} does not exist`,
		next: near === undefined ? 'Copy the release there first (rsync)' : `Did you mean ${near}? \`berth releases ${target.name}\` lists all`,
	});
}

/** A link could lead anywhere on the server, and whoever fills the directory may make one: it is never followed. */
function refuseStranger(snapshot: Snapshot, target: ReadyProject, version: string): void {
	const kind = target.strangers?.[version];
	if (kind === undefined || kind === 'directory') return;
	const { directory } = releaseLayout(projectLayout(layoutIn(snapshot), target.name), version);
	const isLink = kind === 'link';
	throw new Failure({
		kind: 'refused',
		what: `${target.name} ${version} is no directory`,
		why: isLink
			? `${directory} is a symbolic link, and links are not followed`
			: `${directory} is a ${kind === 'file' ? 'file' : 'pipe, socket or device'}`,
		next: isLink
			? 'Whoever made the link chose where it leads: remove it, and copy the release itself there (rsync)'
			: 'Remove it, and copy the release there (rsync)',
	});
}

function obtainImage(snapshot: Snapshot, target: ReadyProject, release: Release): ImageChoice {
	const { source } = target.project;
	const paths = projectLayout(layoutIn(snapshot), target.name);
	const files = releaseLayout(paths, release.version);
	const directoryExisted = release.directoryGone !== true;
	const before = imageBefore(release);
	if (source.kind === 'image') {
		const reference = `${source.repository}:${release.version}`;
		requireInRegistry(snapshot, reference);
		return { from: { kind: 'pull', reference, present: release.hasImage }, ...before, directoryExisted };
	}
	if (!release.hasSource) {
		if (release.hasImage) return { from: { kind: 'kept' }, existed: true, directoryExisted };
		throw new Failure({
			kind: 'refused',
			what: `${target.name} ${release.version} has nothing to build`,
			why: `${files.directory} ${directoryExisted ? 'is empty' : 'was removed'} and its image is gone`,
			next: 'Copy the release there again (rsync)',
		});
	}
	const context = join(files.directory, source.context);
	return {
		from: { kind: 'build', context, dockerfile: join(context, source.dockerfile), place: paths.build },
		...before,
		directoryExisted: true,
	};
}

/** What there was of the release's image: a new build takes its tag, and undoing gives it back. */
function imageBefore({ version, image, hasImage, imageId, digest, obtainedAt }: Release): Pick<ImageChoice, 'existed' | 'before'> {
	if (!hasImage || imageId === undefined || obtainedAt === undefined) return { existed: hasImage };
	return { existed: true, before: { version, image, imageId, ...(digest !== undefined && { digest }), obtainedAt } };
}

function prune(snapshot: Snapshot, target: ReadyProject, version: string): readonly Prune[] {
	const files = projectLayout(layoutIn(snapshot), target.name);
	const last = target.current ?? target.site?.release;
	const before = last === version ? target.previous : last;
	const protect = [version, before, target.current, target.site?.release].filter((name) => name !== undefined);
	// A directory that was never deployed is the next release on its way in, not an old one.
	const deployed = target.releases.filter((release) => release.obtainedAt !== undefined && release.version !== version);
	const old = releasesToPrune({ releases: deployed, keep: target.project.keep - 1, protect });
	if (old.length === 0) return [];
	return [
		{
			kind: 'prune',
			project: target.name,
			releases: old.map(({ version, image }) => {
				const { directory, made } = releaseLayout(files, version);
				return { version, directories: [directory, made], image };
			}),
		},
	];
}
