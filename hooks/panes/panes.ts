import { operationsPane } from './operations-pane.ts';
import type { Pane } from './pane.ts';
import { portsPane } from './ports-pane.ts';
import { replicasPane } from './replicas-pane.ts';
import { servicesPane } from './services-pane.ts';
import { trafficPane } from './traffic-pane.ts';

/** All panes of a project, in the order of Tab and of the keys 2–9; the fleet itself is 1. */
export const panes: readonly Pane[] = [replicasPane, trafficPane, servicesPane, portsPane, operationsPane];

/** Ids in the order of Tab and the number keys. */
export const focusOrder: readonly string[] = ['fleet', ...panes.map(({ id }) => id)];

/** The pane with that id; `undefined` for the fleet. */
export function findPane(id: string): Pane | undefined {
	return panes.find((pane) => pane.id === id);
}

/** The focus after Tab (`by` 1) or shift-Tab (-1). */
export function nextFocus(focus: string, by: number): string {
	const index = focusOrder.indexOf(focus) + by + focusOrder.length;
	return focusOrder[index % focusOrder.length] ?? 'fleet';
}
