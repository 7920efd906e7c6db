import { findProject, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { type ConsoleState, topScreen } from '../console-state.ts';
import { fleetRows, selectedRow } from './fleet-rows.ts';

/** The project that the front screen is about, else the one under the cursor, as the server was seen last. */
export function selectedProject(console: Console): ProjectSnapshot | undefined {
	const view = console.server.get();
	const { fleet } = console.get();
	const front = frontProject(console.get());
	if (front !== undefined) return view.snapshot && findProject(view.snapshot, front);
	return selectedRow(fleet, fleetRows(view, fleet))?.project;
}

/** The name of the project that the front screen is about, there or gone; `undefined` where it is not about one. */
export function frontProject(state: ConsoleState): string | undefined {
	const top = topScreen(state);
	if (top?.kind === 'operation') return state.operations[top.id]?.operation.plan.project;
	if (top?.kind === 'project' || top?.kind === 'health' || top?.kind === 'secrets' || top?.kind === 'logs') return top.project;
	return undefined;
}
