import type { Console } from '../console.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { openHealth } from '../health/open-health.ts';
import { findOperation } from '../operation/open-operation.ts';
import type { PaneTarget } from '../panes/pane.ts';

/** Opens what is under the cursor of a pane: the card of a container, or the operation. */
export function openSelection(console: Console, target: PaneTarget): void {
	const project = selectedProject(console)?.name;
	if (target.kind === 'operation') void findOperation(console, target.id);
	else if (project !== undefined)
		void openHealth(console, { project, container: target.id, ...(target.kind === 'replica' && { port: target.port }) });
}
