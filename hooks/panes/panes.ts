import { focusOrder, type PaneId, paneIds } from './focus-order.ts';
import { operationsPane } from './operations-pane.ts';
import type { Pane } from './pane.ts';
import { portsPane } from './ports-pane.ts';
import { replicasPane } from './replicas-pane.ts';
import { servicesPane } from './services-pane.ts';
import { trafficPane } from './traffic-pane.ts';

const paneOf: Readonly<Record<PaneId, Pane>> = {
	replicas: replicasPane,
	traffic: trafficPane,
	services: servicesPane,
	ports: portsPane,
	operations: operationsPane,
};

/** All panes of a project, in their order. */
export const panes: readonly Pane[] = paneIds.map((id) => paneOf[id]);

/** The pane with that id; `undefined` for the fleet. */
export function findPane(id: string): Pane | undefined {
	return panes.find((pane) => pane.id === id);
}

/** The focus after Tab (`by` 1) or shift-Tab (-1). */
export function nextFocus(focus: string, by: number): string {
	const index = focusOrder.indexOf(focus) + by + focusOrder.length;
	return focusOrder[index % focusOrder.length] ?? 'fleet';
}
