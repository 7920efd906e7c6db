import type { ProjectSnapshot } from '../source/model/snapshot.ts';
import type { Console } from './console.ts';
import { topScreen } from './console-state.ts';
import { rollbackReleases } from './dialogs/release-choices.ts';
import { selectedProject } from './fleet/selected-project.ts';
import type { ActionId } from './keymap.ts';
import { keyOf } from './keymap.ts';
import { shellReason } from './shell/open-shell.ts';

/** Why a key does nothing now, in words for the operator; `undefined` if it works. */
export function disabledReason(action: ActionId, console: Console): string | undefined {
	return reasons[action]?.(console);
}

const reasons: Partial<Record<ActionId, (console: Console) => string | undefined>> = {
	deploy: (console) => changeReason(console, () => undefined),
	scale: (console) =>
		changeReason(console, (project) =>
			project.site === undefined ? `${project.name} was never deployed; ${keyOf('deploy')} deploys it` : undefined,
		),
	'roll-back': (console) =>
		changeReason(console, (project) =>
			rollbackReleases(project).length === 0 ? `${project.name} has no earlier release whose image is still on this server` : undefined,
		),
	open: (console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined),
	'open-operation': (console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined),
	shell: shellReason,
	start: startReason,
	cancel: (console) => {
		const followed = shownOperation(console);
		return followed?.finished === undefined && followed?.lostAt === undefined ? undefined : 'it has ended';
	},
	resume: (console) => (shownOperation(console)?.lostAt !== undefined ? undefined : 'its runner has not died'),
};

function changeReason(console: Console, more: (project: ProjectSnapshot) => string | undefined): string | undefined {
	const project = selectedProject(console);
	if (project === undefined) return 'no project is selected';
	const { trouble } = console.server.get();
	if (trouble !== undefined) return `Docker does not answer: ${trouble}`;
	const { operation } = project;
	// One whose runner died is ended before the next is planned.
	if (operation?.alive === true)
		return `${operation.operation} of ${project.name} by ${operation.user} is not over; ${keyOf('open')} shows it`;
	return more(project);
}

function startReason(console: Console): string | undefined {
	const top = topScreen(console.get());
	if (top?.kind !== 'plan') return 'there is no plan';
	if (top.status === 'failed') return 'there is no plan that could start';
	if (top.status !== 'ready') return top.status === 'starting' ? 'it is starting already' : 'the plan is not made yet';
	return top.plan?.empty === true ? 'there is nothing to do' : undefined;
}

function shownOperation(console: Console) {
	const top = topScreen(console.get());
	return top?.kind === 'operation' ? console.get().operations[top.id] : undefined;
}
