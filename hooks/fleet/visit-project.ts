import type { Console } from '../console.ts';
import type { ConsoleState } from '../console-state.ts';
import { fleetRows } from './fleet-rows.ts';

/** Selects a project in the list; a filter that hides it goes. */
export function selectProject(console: Console, name: string): void {
	const view = console.server.get();
	console.update((state) => {
		const isShown = fleetRows(view, state.fleet).some((row) => row.name === name);
		return { ...state, fleet: { ...state.fleet, selected: name, ...(!isShown && { filter: '' }) } };
	});
}

/** Goes to a project in the list: what covers the list is closed. */
export function visitProject(console: Console, name: string): void {
	selectProject(console, name);
	console.update((state) => ({ ...state, focus: 'fleet', isZoomed: false, screens: [], dialog: undefined }));
}

/** The console as if only that project were there and selected: for questions about projects that are not. */
export function consoleAt(console: Console, name: string): Console {
	const view = console.server.get();
	const projects = (view.snapshot?.projects ?? []).filter((project) => project.name === name);
	const only = { ...view, ...(view.snapshot && { snapshot: { ...view.snapshot, projects } }) };
	const state = console.get();
	const alone: ConsoleState = { ...state, screens: [], focus: 'fleet', fleet: { ...state.fleet, filter: '', marks: [], selected: name } };
	return { ...console, get: () => alone, server: { ...console.server, get: () => only } };
}
