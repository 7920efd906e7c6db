import type { FleetState } from '../fleet/fleet-state.ts';

/** A change of several marked projects: a plan for each, one after the other, each confirmed on its own. */
export interface MarkQueue {
	readonly action: 'deploy' | 'scale' | 'roll-back';
	readonly names: readonly string[];
	/** Index of the present one. */
	readonly at: number;
	/** True from when its plan is on the screen. */
	readonly isPlanned: boolean;
}

/** The list with one project marked, or no longer. */
export function toggleMark(fleet: FleetState, name: string): FleetState {
	const marks = fleet.marks ?? [];
	return { ...fleet, marks: marks.includes(name) ? marks.filter((marked) => marked !== name) : [...marks, name] };
}

/** The list without these marks; without any if none are named. */
export function clearMarks(fleet: FleetState, names: readonly string[] = fleet.marks ?? []): FleetState {
	return { ...fleet, marks: (fleet.marks ?? []).filter((marked) => !names.includes(marked)) };
}

/** `  2 of 5` while several projects are changed, for titles. */
export function queuePlace({ queue }: { readonly queue?: MarkQueue | undefined }): string {
	return queue === undefined ? '' : `  ${queue.at + 1} of ${queue.names.length}`;
}
