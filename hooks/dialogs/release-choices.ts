import { formatAge } from '../../source/model/format.ts';
import type { Release } from '../../source/model/release.ts';
import { keptReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { fill, type Line, type Span, span } from '../line.ts';
import type { Choice } from './dialog.ts';

/** The value of the choice to type a version that is not in the list. */
export const otherVersion = ' other';

/**
 * Releases to deploy: those that never were, then the others, each newest first. A project of images may also name a
 * version that was never here.
 */
export function deployChoices(project: ProjectSnapshot, now: number): readonly Choice[] {
	const width = versionWidth(project.releases);
	const isNew = ({ obtainedAt }: Release) => obtainedAt === undefined;
	const ordered = [...project.releases.filter(isNew), ...project.releases.filter((release) => !isNew(release))];
	const choices = ordered.map((release) => choice(release, width, now, [sourceWords(project, release), ...marks(project, release)]));
	if (project.project?.source.kind !== 'image') return choices;
	return [...choices, { value: otherVersion, words: [span('another version of '), span(project.project.source.repository, 'strong')] }];
}

/** The choice that is meant most often: the first that is not live already. */
export function likelyChoice(project: ProjectSnapshot, choices: readonly Choice[]): number {
	return Math.max(
		0,
		choices.findIndex(({ value }) => value !== project.site?.release),
	);
}

/** The heading over a list of these releases. */
export function releaseHead(releases: readonly Release[]): Line {
	return [span(`${fill('RELEASE', versionWidth(releases))}  ${fill('AGE', 6, 'right')}`, 'dim')];
}

/** Releases to go back to: the previous one first, then the newest; the live one is not among them. */
export function rollbackChoices(project: ProjectSnapshot, now: number): readonly Choice[] {
	const releases = rollbackReleases(project);
	const width = versionWidth(releases);
	return releases.map((release) => choice(release, width, now, [warmth(project, release), ...marks(project, release)]));
}

/** The releases that a roll back can go to without building or pulling. */
export function rollbackReleases(project: ProjectSnapshot): readonly Release[] {
	const earlier = project.releases.filter(({ version, hasImage }) => hasImage && version !== project.site?.release);
	const isPrevious = ({ version }: Release) => version === project.previous;
	return [...earlier.filter(isPrevious), ...earlier.filter((release) => !isPrevious(release))];
}

function choice(release: Release, width: number, now: number, more: readonly Span[]): Choice {
	const age = release.obtainedAt === undefined ? 'new' : formatAge(now - release.obtainedAt);
	const words: Line = [
		span(fill(release.version, width), 'strong'),
		span(`  ${fill(age, 6, 'right')}`),
		...more.map((one) => ({ ...one, text: `  ${one.text}` })),
	];
	return { value: release.version, words };
}

function sourceWords(project: ProjectSnapshot, release: Release): Span {
	if (release.hasImage) return span(fill('image is here', 14));
	if (project.project?.source.kind === 'image') return span(fill('pulls', 14), 'dim');
	return release.hasSource ? span(fill('builds', 14), 'dim') : span(fill('nothing there', 14), 'warn');
}

function warmth(project: ProjectSnapshot, release: Release): Span {
	const kept = keptReplicas(project, release.version).length;
	return kept > 0 ? span(fill(`warm: ${kept} kept`, 15), 'good') : span(fill('cold: new start', 15), 'dim');
}

function marks(project: ProjectSnapshot, release: Release): readonly Span[] {
	if (release.version === project.site?.release) return [span('live', 'good')];
	return release.version === project.previous ? [span('previous', 'accent')] : [];
}

function versionWidth(releases: readonly Release[]): number {
	return Math.max(8, ...releases.map(({ version }) => version.length));
}
