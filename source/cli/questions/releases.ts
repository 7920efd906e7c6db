import { formatAge } from '../../model/format.ts';
import type { Release } from '../../model/release.ts';
import type { ProjectSnapshot, Snapshot } from '../../model/snapshot.ts';
import { requireKnown } from '../../operations/checks.ts';
import { renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';

const columns = [
	{ title: 'release' },
	{ title: 'state' },
	{ title: 'age', align: 'right' },
	{ title: 'image' },
	{ title: 'digest' },
] as const;

/** `berth releases`: what can be deployed or rolled back to. */
export const addReleases: AddCommand = (program, run) => {
	program
		.command('releases')
		.description('show the releases of a project, newest first')
		.argument('<project>')
		.action(
			run(async (session, name: string) => {
				const { observe } = await session.server();
				const snapshot = await observe();
				const project = requireKnown(snapshot, name);
				const rows = project.releases.map((release) => releaseRow(snapshot, project, release));
				const lines = rows.length === 0 ? [`${name} has no release yet`] : renderTable(columns, rows, session.context.columns);
				const releases = project.releases.map((release) => ({ ...release, state: stateOf(project, release) }));
				session.answer(lines, { project: name, releases });
				return 0;
			}),
		);
};

function releaseRow({ takenAt }: Snapshot, project: ProjectSnapshot, release: Release): readonly string[] {
	const age = release.obtainedAt === undefined ? '' : formatAge(takenAt - release.obtainedAt);
	const image = release.hasImage ? release.image : release.hasSource ? 'to be built' : 'none';
	const gone = release.directoryGone === true ? '; its directory was removed' : '';
	return [release.version, stateOf(project, release), age, `${image}${gone}`, release.digest ?? ''];
}

function stateOf(project: ProjectSnapshot, { version, obtainedAt, hasImage }: Release): string {
	if (version === project.site?.release) return 'live';
	if (version === project.previous) return 'previous';
	if (obtainedAt === undefined) return 'never deployed';
	return hasImage ? 'kept' : 'image is gone';
}
