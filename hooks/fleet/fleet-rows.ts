import type { AuditEntry } from '../../source/journal/records.ts';
import { atFront, certificateOf, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { type Condition, conditionOf } from '../../source/present/condition.ts';
import type { Traffic } from '../../source/traffic/figures.ts';
import type { RunningStep } from '../../source/watch/running-steps.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { type ListRow, selectedIndex } from '../list-place.ts';
import { shortPaths } from '../short-paths.ts';
import { passesFilter } from '../text-filter.ts';
import { stateOrder } from './condition.ts';
import type { FleetState, SortColumn } from './fleet-state.ts';
import { releaseSince } from './release-since.ts';

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
	/** How far its running operation is. */
	readonly step?: RunningStep;
	/** The project's last change, if it failed or is stuck. */
	readonly failed?: AuditEntry;
}

/** Lists of a view by how they are made: for one frame the list is asked for a dozen times. */
const made = new WeakMap<ServerView, Map<string, readonly FleetRow[]>>();

/** The projects in the list: those that the filter lets through, sorted, each one once. */
export function fleetRows(view: ServerView, fleet: FleetState): readonly FleetRow[] {
	const lists = made.get(view) ?? new Map<string, readonly FleetRow[]>();
	made.set(view, lists);
	const name = [fleet.sort, fleet.filter, ...(fleet.marks ?? [])].join(' ');
	const rows = lists.get(name) ?? makeRows(view, fleet);
	lists.set(name, rows);
	return rows;
}

/** The row under the cursor. */
export function selectedRow(fleet: FleetState, rows: readonly FleetRow[]): FleetRow | undefined {
	return rows[selectedIndex(idsOf(rows), fleet)];
}

/** The rows by their names. */
export function idsOf(rows: readonly FleetRow[]): readonly ListRow[] {
	return rows.map(({ name }) => ({ id: name }));
}

function makeRows(view: ServerView, fleet: FleetState): readonly FleetRow[] {
	const last = new Map(view.audit.toReversed().map((entry) => [entry.project, entry]));
	const rows = (view.snapshot?.projects ?? []).map((project) => rowOf(view, project, last.get(project.name)));
	return rows.filter((row) => isWanted(row, fleet)).sort(compareRows(fleet.sort));
}

function rowOf(view: ServerView, project: ProjectSnapshot, last: AuditEntry | undefined): FleetRow {
	const used = [...project.replicas, ...project.services].flatMap(({ id }) => view.usage[id] ?? []);
	const traffic = view.traffic[project.name];
	const condition = conditionOf(project);
	const step = project.operation && view.steps?.[project.operation.id];
	return {
		name: project.name,
		project,
		condition: { ...condition, ...(condition.why !== undefined && { why: shortPaths(condition.why, view.snapshot?.root) }) },
		...(used.some(({ cpu }) => cpu !== undefined) && { cpu: used.reduce((sum, { cpu }) => sum + (cpu ?? 0), 0) }),
		...(used.length > 0 && { memory: used.reduce((sum, { memory }) => sum + memory, 0) }),
		...(traffic !== undefined && { traffic }),
		...(step !== undefined && { step }),
		...((last?.outcome === 'failed' || last?.outcome === 'stuck') && { failed: last }),
	};
}

function isWanted({ name, project, condition }: FleetRow, { filter, marks = [] }: FleetState): boolean {
	const mark = marks.includes(name) ? 'marked' : '';
	return passesFilter([name, project.site?.release ?? '', condition.state, ...(project.project?.domains ?? []), mark], filter);
}

/** What a row is sorted by; smaller comes first, and what nobody knows comes last. */
const sortKeys: Readonly<Record<SortColumn, (row: FleetRow) => number | string | undefined>> = {
	name: () => undefined,
	state: ({ condition }) => stateOrder.indexOf(condition.state),
	release: ({ project }) => project.site?.release,
	age: ({ project }) => negative(releaseSince(project)),
	berth: ({ project }) => project.site?.berth,
	replicas: ({ project, condition }) => (project.site === undefined ? undefined : condition.healthy / Math.max(1, condition.wanted)),
	cpu: ({ cpu }) => negative(cpu),
	memory: ({ memory }) => negative(memory),
	traffic: ({ traffic }) => negative(traffic?.rate),
	p95: ({ traffic }) => negative(traffic?.p95),
	errors: ({ traffic }) => negative(traffic?.errors),
	certificate: ({ project }) => certificateOf(atFront(project))?.expiresAt,
	ports: ({ project }) => (project.site === undefined ? undefined : Math.min(...project.site.ports)),
	operation: ({ project }) => project.operation?.since,
};

/** Rows that are the same in that column are in the order of their names. */
function compareRows(column: SortColumn): (left: FleetRow, right: FleetRow) => number {
	const keyOf = sortKeys[column];
	return (left, right) => compareKeys(keyOf(left), keyOf(right)) || left.name.localeCompare(right.name);
}

function compareKeys(left: number | string | undefined, right: number | string | undefined): number {
	if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	return String(left).localeCompare(String(right), undefined, { numeric: true });
}

function negative(value: number | undefined): number | undefined {
	return value === undefined ? undefined : -value;
}
