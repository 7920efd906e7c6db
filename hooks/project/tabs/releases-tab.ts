import { formatAge } from '../../../source/model/format.ts';
import type { Release } from '../../../source/model/release.ts';
import { isRunning } from '../../../source/model/replica.ts';
import { keptReplicas, type ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { keyOf } from '../../keymap.ts';
import { line, type Span, span } from '../../line.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../../table.ts';
import type { Tab } from '../tab.ts';
import { textRows } from '../text-rows.ts';

interface ReleaseRow {
	readonly release: Release;
	readonly project: ProjectSnapshot;
	readonly now: number;
}

const columns: readonly TableColumn<ReleaseRow>[] = [
	{ title: 'RELEASE', width: 'content', drop: 0, cell: ({ release }) => span(release.version, 'strong') },
	{ title: 'STATE', width: 'content', drop: 0, cell: stateCell },
	{ title: 'BUILT', width: 7, align: 'right', drop: 3, cell: ({ release, now }) => cell(ageOf(release, now)) },
	{ title: 'IMAGE', width: 'content', drop: 2, cell: imageCell },
	{ title: 'REPLICAS', width: 'content', drop: 4, cell: replicasCell },
	{ title: 'ROLL BACK', width: 'rest', drop: 0, cell: ({ release, project }) => rollbackWords(project, release) },
];

/** What can be deployed or rolled back to; the keys for both take the selected one. */
export const releasesTab: Tab = {
	id: 'releases',
	title: 'Releases',
	content({ project, now }, width) {
		if (project.releases.length === 0) {
			const place = `${project.directory}/releases/<version>`;
			return {
				rows: textRows([line(` No release yet: put the source into ${place}, then ${keyOf('deploy-release')} deploys it.`, 'dim')]),
			};
		}
		const rows = project.releases.map((release) => ({ release, project, now }));
		const fitted = fitColumns(columns, rows, width - 1);
		return {
			head: [span(' '), ...tableHead(fitted)],
			rows: rows.map((row) => ({ id: row.release.version, line: () => [span(' '), ...tableRow(fitted, row)] })),
		};
	},
};

/** Why a release cannot be rolled back to; `undefined` if it can. */
export function rollbackObstacle({ site }: ProjectSnapshot, { version, obtainedAt, hasImage }: Release): string | undefined {
	if (site === undefined) return 'nothing is live';
	if (version === site.release) return `${version} is live`;
	if (hasImage) return undefined;
	return obtainedAt === undefined
		? `${version} was never deployed; ${keyOf('deploy-release')} deploys it`
		: `the image of ${version} is gone; ${keyOf('deploy-release')} obtains it again`;
}

function rollbackWords(project: ProjectSnapshot, release: Release): Span {
	const obstacle = rollbackObstacle(project, release);
	if (obstacle !== undefined) return span(nothingWords(project, release), 'dim');
	const wanted = project.project?.replicas ?? 0;
	const kept = Math.min(keptReplicas(project, release.version).length, wanted);
	if (kept > 0) return span(`warm: start its ${kept} again${kept < wanted ? `, ${wanted - kept} new` : ''}`, 'good');
	return span(`cold: ${wanted} new of its image`);
}

/** Short enough for a narrow screen; the plan says it whole. */
function nothingWords({ site }: ProjectSnapshot, { version, obtainedAt }: Release): string {
	if (site === undefined || version === site.release) return '';
	return obtainedAt === undefined ? `nothing: ${keyOf('deploy-release')} deploys it` : 'nothing: image is gone';
}

function stateCell({ release: { version, obtainedAt, hasImage }, project }: ReleaseRow): Span {
	if (version === project.site?.release) return span(project.current === version ? '● live' : '● live, not current', 'good');
	if (version === project.current) return span('▲ current, not live', 'warn');
	if (version === project.previous) return span('← previous', 'accent');
	if (obtainedAt === undefined) return span('+ new', 'strong');
	return hasImage ? span('○ kept') : span('✕ gone', 'dim');
}

function imageCell({ release: { hasImage, hasSource, directoryGone }, project }: ReleaseRow): Span {
	if (hasImage) return directoryGone === true ? span('here, directory gone', 'warn') : span('here');
	if (project.project?.source.kind === 'image') return span('to be pulled', 'dim');
	return hasSource ? span('to be built', 'dim') : span('nothing there', 'warn');
}

function replicasCell({ release, project }: ReleaseRow): Span {
	const own = project.replicas.filter((replica) => replica.release === release.version);
	const running = own.filter(({ health }) => isRunning(health)).length;
	if (own.length === 0) return cell(undefined);
	return running === 0 ? span(`${own.length} stopped`, 'dim') : span(`${running} of ${own.length} run`);
}

function ageOf({ obtainedAt }: Release, now: number): string | undefined {
	return obtainedAt === undefined ? undefined : formatAge(now - obtainedAt);
}
