import { Failure } from '../model/failure.ts';
import type { Replica } from '../model/replica.ts';
import { isRunning } from '../model/replica.ts';
import type { SiteSnapshot, Snapshot } from '../model/snapshot.ts';
import type { AwaitHealthy } from '../steps/await-healthy.ts';
import type { ReadyProject } from './checks.ts';
import { addressOf, awaitHealthy } from './traffic-steps.ts';

/** The site of a project; refuses if there is none, so that there is nothing to `verb`. */
export function requireDeployed({ name, site }: ReadyProject, verb: string): SiteSnapshot {
	if (site !== undefined) return site;
	throw new Failure({
		kind: 'refused',
		what: `${name} was never deployed, so there is nothing to ${verb}`,
		next: `Deploy it first: \`berth deploy ${name} <version>\``,
	});
}

/** Refuses what would start a project that was stopped on purpose, by the way. */
export function requireOpen({ name, site }: ReadyProject, verb: string): void {
	if (!site?.closed) return;
	throw new Failure({
		kind: 'refused',
		what: `${name} is stopped, so it is not ${verb}`,
		why: 'its site is closed on purpose, and this would open it',
		next: `Start it first: \`berth start ${name}\``,
	});
}

/** Refuses if new replicas of the live release could not be started, because nothing is left of its image. */
export function requireImage({ name, project, releases }: ReadyProject, version: string): void {
	const release = releases.find((one) => one.version === version);
	if (release?.hasImage === true) return;
	const isObtainable = release?.hasSource === true || project.source.kind === 'image';
	throw new Failure({
		kind: 'refused',
		what: `The image of ${name} ${version} is gone, so no new replica can be started from it`,
		next: isObtainable
			? `\`berth deploy ${name} ${version}\` obtains it again and starts it the same way`
			: `Copy the release there again (rsync), then \`berth deploy ${name} ${version}\` builds it and starts it the same way`,
	});
}

/** Waits for live replicas that did not serve until now. What else is live, if anything, goes on serving if they fail. */
export function awaitReturned(snapshot: Snapshot, target: ReadyProject, site: SiteSnapshot, replicas: readonly Replica[]): AwaitHealthy {
	const returned = replicas.map((replica) => addressOf(target, replica));
	return awaitHealthy(snapshot, target, site.release, returned);
}

/** What leads on for the live replicas that are neither stopped nor paused, as far as there are such. */
export function wayForOthers(name: string, live: readonly Replica[]): string {
	const stopped = live.some(({ health }) => !isRunning(health));
	if (stopped) return `\`berth start ${name}\` starts what is stopped`;
	if (live.some(({ paused }) => paused)) return `\`berth unpause ${name}\` lets what is paused go on`;
	return `\`berth restart ${name}\` starts all its replicas anew, without a failed request; \`berth health ${name}\` says how they are`;
}
