import { isVersion } from './names.ts';
import type { Release } from './release.ts';
import type { ProjectSnapshot } from './snapshot.ts';

/** So many are remembered; fewer are kept. */
const most = 20;

/** Releases that served well before the live one, the last first, as `.previous_version` has them: one a line. What is no version's name is passed over. */
export function parseServed(text: string | undefined): readonly string[] {
	return (text ?? '')
		.split('\n')
		.map((line) => line.trim())
		.filter(isVersion);
}

/** What a roll back goes to when nobody names a release: the last other one that served well, and best one whose image is here. */
export function previousOf(served: readonly string[], live: string | undefined, releases: readonly Release[]): string | undefined {
	const others = served.filter((version) => version !== live);
	return others.find((version) => releases.some((release) => release.version === version && release.hasImage)) ?? others[0];
}

/** The list after a deploy: the release that is left served well. Somebody may have removed the link to it. */
export function servedAfterDeploy({ served = [], current, site }: ProjectSnapshot, version: string): readonly string[] {
	const last = current ?? site?.release;
	const left = last === undefined ? served : [last, ...served];
	return [...new Set(left)].filter((one) => one !== version).slice(0, most);
}

/**
 * The list after a roll back: what served since the release that it goes to was not well, so the next one goes further back. One that
 * is not in the list, such as one that was rolled back from itself, is gone to as by a deploy.
 */
export function servedAfterRollback(project: ProjectSnapshot, version: string): readonly string[] {
	const { served = [] } = project;
	const at = served.indexOf(version);
	return at === -1 ? servedAfterDeploy(project, version) : served.slice(at + 1);
}
