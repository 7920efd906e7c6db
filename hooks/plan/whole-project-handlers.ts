import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Intent, OperationKind } from '../../source/operations/plan.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { certificateIntent } from './certificate-intent.ts';
import { makePlan } from './make-plan.ts';

/** What the keys do that need nothing but a project: each opens its plan. */
export const wholeProjectHandlers = {
	restart: planOf('restart'),
	'stop-project': planOf('stop'),
	'start-project': planOf('start'),
	'unpause-project': planOf('unpause'),
	certificate: openPlan(certificateIntent),
	remove: planOf('remove'),
} satisfies Partial<Record<ActionId, Handler>>;

function planOf(kind: Extract<OperationKind, 'restart' | 'stop' | 'start' | 'unpause' | 'remove'>): Handler {
	return openPlan(({ name }) => ({ kind, project: name }));
}

function openPlan(intentOf: (project: ProjectSnapshot) => Intent): Handler {
	return ({ console }) => {
		const project = selectedProject(console);
		if (project !== undefined) void makePlan(console, intentOf(project));
	};
}
