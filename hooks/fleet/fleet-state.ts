import { type ListPlace, startPlace } from '../list-place.ts';

/** What the list of projects can be sorted by: every column that it shows. */
export const sortColumns = [
	'name',
	'state',
	'release',
	'age',
	'berth',
	'replicas',
	'cpu',
	'memory',
	'traffic',
	'p95',
	'errors',
	'certificate',
	'ports',
	'operation',
] as const;

export type SortColumn = (typeof sortColumns)[number];

/** True for a column that the list can be sorted by. */
export function isSortColumn(value: string): value is SortColumn {
	return sortColumns.some((column) => column === value);
}

/** The list of projects: the name of the selected one, and what the list shows. */
export interface FleetState extends ListPlace {
	/** A project that is being made: it is selected once it is there, unless somebody is back in the list by then. */
	readonly expected?: string | undefined;
	/** `shop`, or `!shop` for all others. */
	readonly filter: string;
	readonly sort: SortColumn;
	/** Names of marked projects; one that is gone counts no longer. */
	readonly marks?: readonly string[];
	/** Titles of the columns after the name, in lower case and in this order; absent: all. */
	readonly columns?: readonly string[];
}

export const startFleet: FleetState = { ...startPlace, filter: '', sort: 'name' };
