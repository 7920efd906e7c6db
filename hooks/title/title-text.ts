import { formatNumber } from '../../source/model/format.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { conditionOf, type State } from '../../source/present/condition.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { signOf, stateOrder } from '../fleet/condition.ts';

/** The terminal's title: the worst project and how many of all are unhealthy, `▲ shop · 1 of 9`; else that all are well. */
export function titleText({ snapshot, trouble, blocked }: ServerView, hostname: string): string {
	if (blocked !== undefined) return `${signOf('down').text} ${hostname} · cannot observe`;
	if (trouble !== undefined) return `${signOf('down').text} ${hostname} · no answer from Docker`;
	if (snapshot === undefined) return `Berth ${hostname}`;
	const { projects } = snapshot;
	const ill = unhealthyProjects(projects).sort((left, right) => rank(left) - rank(right));
	const [worst] = ill;
	if (worst === undefined) return `${signOf('healthy').text} ${hostname} · ${formatNumber(projects.length, 'project')}`;
	return `${signOf(stateOf(worst)).text} ${worst.name} · ${ill.length} of ${projects.length}`;
}

/** Names of the projects that have become unhealthy; none at the first look. */
export function newlyUnhealthy(before: ServerView, after: ServerView): readonly string[] {
	if (before.snapshot === undefined || after.snapshot === undefined || before.snapshot === after.snapshot) return [];
	const known = unhealthyProjects(before.snapshot.projects).map(({ name }) => name);
	return unhealthyProjects(after.snapshot.projects).flatMap(({ name }) => (known.includes(name) ? [] : [name]));
}

function unhealthyProjects(projects: readonly ProjectSnapshot[]): ProjectSnapshot[] {
	return projects.filter((project) => ['down', 'degraded'].includes(stateOf(project)));
}

function stateOf(project: ProjectSnapshot): State {
	return conditionOf(project).state;
}

function rank(project: ProjectSnapshot): number {
	return stateOrder.indexOf(stateOf(project));
}
