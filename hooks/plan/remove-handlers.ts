import { selectedProject } from '../fleet/selected-project.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { makePlan } from './make-plan.ts';

/** What the key that takes a project off the server does: it opens the plan, which wants the name typed. */
export const removeHandlers = {
	remove: ({ console }) => {
		const project = selectedProject(console);
		if (project !== undefined) void makePlan(console, { kind: 'remove', project: project.name });
	},
} satisfies Partial<Record<ActionId, Handler>>;
