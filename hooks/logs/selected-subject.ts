import type { Console } from '../console.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectionOf } from '../fleet/selection.ts';
import type { LogSubject } from './log-state.ts';

/** Whose log is meant: that of the selected replica or service, else of the whole project. */
export function selectedSubject(console: Console): LogSubject | undefined {
	const project = selectedProject(console)?.name;
	const selection = selectionOf(console);
	if (project === undefined || selection === undefined) return undefined;
	if (selection.kind === 'replica') return { project, berth: selection.berth, replica: selection.index };
	return selection.kind === 'service' ? { project, service: selection.service.service } : { project };
}
