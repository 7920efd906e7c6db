import type { Console } from '../console.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { worstOf } from '../health/open-health.ts';
import type { ActionId } from '../keymap.ts';
import { targetOf } from './project-handlers.ts';

const noProject = (console: Console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined);

/** Why keys that look at a project do nothing. */
export const projectReasons = {
	'open-row': (console) => (targetOf(console) === undefined ? 'there is nothing to open here' : undefined),
	why: (console) => {
		const project = selectedProject(console);
		return project === undefined || worstOf(project) === undefined ? 'there is no replica to look at' : undefined;
	},
	'show-details': noProject,
	'show-logs': noProject,
	'show-releases': noProject,
	'show-ports': noProject,
} satisfies Partial<Record<ActionId, (console: Console) => string | undefined>>;
