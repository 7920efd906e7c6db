import { findProject, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { fleetRows } from './fleet-rows.ts';
import { selectedIndex } from './fleet-state.ts';

/** The project that the front screen is about, else the one under the cursor, as the server was seen last. */
export function selectedProject(console: Console): ProjectSnapshot | undefined {
	const view = console.server.get();
	const { fleet } = console.get();
	const top = topScreen(console.get());
	if (top?.kind === 'project' || top?.kind === 'health' || top?.kind === 'secrets' || top?.kind === 'logs')
		return view.snapshot && findProject(view.snapshot, top.project);
	const rows = fleetRows(view, fleet);
	const names = rows.map(({ name }) => name);
	return rows[selectedIndex(fleet, names)]?.project;
}
