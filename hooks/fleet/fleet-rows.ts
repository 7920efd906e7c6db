import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { type Condition, conditionOf } from '../../source/present/condition.ts';
import type { ServerView, Traffic } from '../../source/watch/view.ts';
import { shortPaths } from '../short-paths.ts';
import { passesFilter } from '../text-filter.ts';
import { stateOrder } from './condition.ts';
import type { FleetState, SortColumn } from './fleet-state.ts';

/** What the fleet shows of one project. */
export interface FleetRow {
	readonly name: string;
	readonly project: ProjectSnapshot;
	readonly condition: Condition;
	/** Percent of all its containers; 100 is one core. */
	readonly cpu?: number;
	/** Bytes of all its containers. */
	readonly memory?: number;
	readonly traffic?: Traffic;
}

/** Lists of a view by how they are made: for one frame the list is asked for a dozen times. */
const made = new WeakMap<ServerView, Map<string, readonly FleetRow[]>>();

/** The projects in the list: those that the filter lets through, sorted, each one once. */
export function fleetRows(view: ServerView, fleet: FleetState): readonly FleetRow[] {
	const lists = made.get(view) ?? new Map<string, readonly FleetRow[]>();
	made.set(view, lists);
	const name = `${fleet.sort} ${fleet.filter}`;
	const rows = lists.get(name) ?? makeRows(view, fleet);
	lists.set(name, rows);
	return rows;
}

function makeRows(view: ServerView, fleet: FleetState): readonly FleetRow[] {
	const rows = (view.snapshot?.projects ?? []).map((project) => rowOf(view, project));
	return rows.filter((row) => isWanted(row, fleet.filter)).sort(comparison(fleet.sort));
}

function rowOf(view: ServerView, project: ProjectSnapshot): FleetRow {
	const used = [...project.replicas, ...project.services].flatMap(({ id }) => view.usage[id] ?? []);
	const traffic = view.traffic[project.name];
	const condition = conditionOf(project);
	return {
		name: project.name,
		project,
		condition: { ...condition, ...(condition.why !== undefined && { why: shortPaths(condition.why, view.snapshot?.root) }) },
		...(used.some(({ cpu }) => cpu !== undefined) && { cpu: used.reduce((sum, { cpu }) => sum + (cpu ?? 0), 0) }),
		...(used.length > 0 && { memory: used.reduce((sum, { memory }) => sum + memory, 0) }),
		...(traffic !== undefined && { traffic }),
	};
}

function isWanted({ name, project, condition }: FleetRow, filter: string): boolean {
	return passesFilter([name, project.site?.release ?? '', condition.state, ...(project.project?.domains ?? [])], filter);
}

const measures: Readonly<Record<SortColumn, (row: FleetRow) => number>> = {
	name: () => 0,
	state: ({ condition }) => stateOrder.indexOf(condition.state),
	cpu: ({ cpu }) => -(cpu ?? -1),
	memory: ({ memory }) => -(memory ?? -1),
	traffic: ({ traffic }) => -(traffic?.rate ?? -1),
	errors: ({ traffic }) => -(traffic?.errors ?? -1),
};

function comparison(column: SortColumn): (left: FleetRow, right: FleetRow) => number {
	const measure = measures[column];
	return (left, right) => measure(left) - measure(right) || left.name.localeCompare(right.name);
}
