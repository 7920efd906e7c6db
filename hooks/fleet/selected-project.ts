import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { fleetRows } from './fleet-rows.ts';
import { selectedIndex } from './fleet-state.ts';

/** The project under the cursor, as the server was seen last. */
export function selectedProject(console: Console): ProjectSnapshot | undefined {
	const { fleet } = console.get();
	const rows = fleetRows(console.server.get(), fleet);
	const names = rows.map(({ name }) => name);
	return rows[selectedIndex(fleet, names)]?.project;
}
