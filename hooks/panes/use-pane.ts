import type { PaneBox } from '../fleet/fleet-layout.ts';
import { paneLines } from '../fleet/pane-rows.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { Line } from '../line.ts';
import { useConsole, useConsoleState, useServerView } from '../use-console.ts';

/** A pane of the selected project in lines. */
export function usePane(box: PaneBox): readonly Line[] {
	const console = useConsole();
	const view = useServerView();
	const { focus, panes, now } = useConsoleState((state) => state);
	const project = selectedProject(console);
	if (project === undefined) return [];
	return paneLines(box, { view, project, now }, panes[box.pane.id], focus === box.pane.id);
}
