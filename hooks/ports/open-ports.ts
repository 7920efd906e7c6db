import type { Console } from '../console.ts';
import { openScreen, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { bodyOf } from '../move.ts';
import { openProject } from '../project/open-project.ts';
import { portMapView } from './port-map-view.ts';

/** Opens the port map with the project's block selected; who listens is observed anew, since nothing tells of strangers. */
export function openPortMap(console: Console): void {
	const selected = selectedProject(console)?.name;
	console.update((state) => {
		const others = state.screens.filter(({ kind }) => kind !== 'ports');
		return openScreen({ ...state, screens: others }, { kind: 'ports', cursor: startCursor, ...(selected !== undefined && { selected }) });
	});
	console.server.refresh();
}

/** The project whose block is selected, if there is such a project. */
export function selectedOwner(console: Console): string | undefined {
	const top = topScreen(console.get());
	if (top?.kind !== 'ports') return undefined;
	const { selected } = portMapView(console.server.get(), top, bodyOf(console));
	return selected?.hasDirectory ? selected.project : undefined;
}

/** Opens the ports of the project whose block is selected. */
export function openBlock(console: Console): void {
	const owner = selectedOwner(console);
	if (owner !== undefined) openProject(console, 'ports', owner);
}
