import { isRunning, type Replica } from '../source/model/replica.ts';
import { liveReplicas, type ProjectSnapshot } from '../source/model/snapshot.ts';
import type { Console } from './console.ts';
import { topScreen } from './console-state.ts';
import { rollbackReleases } from './dialogs/release-choices.ts';
import { selectedEvent } from './events/events-handlers.ts';
import { frontProject, selectedProject } from './fleet/selected-project.ts';
import { type Selection, selectionOf, selectionWords } from './fleet/selection.ts';
import type { ActionId } from './keymap.ts';
import { keyOf } from './keymap.ts';
import { logReasons } from './logs/log-handlers.ts';
import { targetProjects } from './marks/target-projects.ts';
import type { FollowedOperation } from './operation/followed-operation.ts';
import { certificateObstacle } from './plan/certificate-intent.ts';
import { selectedOwner } from './ports/open-ports.ts';
import { projectReasons } from './project/project-reasons.ts';
import { selectedObstacle } from './project/selected-release.ts';
import { nothingMissing } from './secrets/secrets-handlers.ts';
import { shellReason } from './shell/open-shell.ts';
import { shortPaths } from './short-paths.ts';
import { nothingOffered } from './wizard/wizard-handlers.ts';

/** Why a key does nothing now, in words for the operator; `undefined` if it works. */
export function disabledReason(action: ActionId, console: Console): string | undefined {
	return subjectReason(action, console) ?? reasons[action]?.(console);
}

/** What each of these can be for. Where the row under the cursor is something else the key is off: it would act on what is not selected. */
const subjects: Partial<Record<ActionId, readonly Selection['kind'][]>> = {
	deploy: ['project', 'replica'],
	scale: ['project', 'replica'],
	'roll-back': ['project', 'replica'],
	secrets: ['project', 'replica'],
	remove: ['project'],
	restart: ['project'],
	'stop-project': ['project'],
	'start-project': ['project'],
	'unpause-project': ['project'],
	certificate: ['project'],
	mark: ['project'],
	shell: ['project', 'replica', 'service'],
	'open-logs': ['project', 'replica', 'service'],
};

/** Why these are for no replica alone. */
const togetherReasons: Partial<Record<ActionId, () => string>> = {
	restart: () => 'replicas restart together, through the other berth, so that none is missing',
	'stop-project': () => `the site would go on sending requests to it: ${keyOf('scale')} runs fewer`,
	'start-project': () => 'all that are stopped start together',
	'unpause-project': () => 'all that are paused go on together',
	certificate: () => 'its site has one certificate for all replicas',
};

function subjectReason(action: ActionId, console: Console): string | undefined {
	const selection = selectionOf(console);
	if (selection === undefined || subjects[action]?.includes(selection.kind) !== false) return undefined;
	const words = selectionWords(selection);
	if (selection.kind === 'operation' && (action === 'shell' || action === 'open-logs'))
		return `${words} is selected; ${keyOf('open')} opens it, with what it wrote`;
	const together = selection.kind === 'replica' ? togetherReasons[action]?.() : undefined;
	if (together !== undefined) return `${together}; ${keyOf('pane')} goes to the project`;
	const way = topScreen(console.get()) === undefined ? keyOf('pane') : keyOf('previous-tab');
	return `${words} is selected, and this is for a whole project; ${way} goes to it`;
}

const reasons: Partial<Record<ActionId, (console: Console) => string | undefined>> = {
	deploy: (console) => changeReason(console, () => undefined),
	scale: (console) => changeReason(console, (project) => undeployedReason(project) ?? closedReason(project)),
	'roll-back': (console) =>
		changeReason(console, (project) =>
			rollbackReleases(project).length === 0 ? `${project.name} has no earlier release whose image is still on this server` : undefined,
		),
	open: (console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined),
	mark: (console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined),
	'open-operation': (console) => (selectedProject(console) === undefined ? noProjectReason(console) : undefined),
	shell: shellReason,
	'show-copied': (console) => (console.get().copied === undefined ? 'nothing was copied that may be shown' : undefined),
	start: startReason,
	'type-name': startReason,
	cancel: (console) => (isUnderWay(shownOperation(console)) ? undefined : 'it has ended'),
	'open-change': (console) => (selectedEvent(console)?.kind === 'change' ? undefined : 'only a change has an operation to open'),
	restart: (console) => changeReason(console, undeployedReason),
	'stop-project': (console) => changeReason(console, (project) => undeployedReason(project) ?? stoppedReason(project)),
	'start-project': (console) =>
		changeReason(console, (project) => (project.site?.closed ? undefined : (undeployedReason(project) ?? noneReason(project, 'stopped')))),
	'unpause-project': (console) => changeReason(console, (project) => undeployedReason(project) ?? noneReason(project, 'paused')),
	certificate: (console) => changeReason(console, (project) => obstacleReason(console, project)),
	remove: (console) => changeReason(console, () => undefined),
	secrets: (console) => (selectedProject(console) === undefined ? 'no project is selected' : undefined),
	'generate-secrets': nothingMissing,
	'next-suggestion': nothingOffered,
	'suggestion-before': nothingOffered,
	resume: (console) => (shownOperation(console)?.lostAt !== undefined ? undefined : 'its runner has not died'),
	...logReasons,
	...projectReasons,
	'deploy-release': (console) => changeReason(console, () => undefined),
	'roll-back-release': (console) =>
		reasons['roll-back']?.(console) ?? changeReason(console, (project) => selectedObstacle(console, project)),
	'open-block': (console) => (selectedOwner(console) === undefined ? 'there is no project on this server that has it' : undefined),
};

function undeployedReason({ name, site }: ProjectSnapshot): string | undefined {
	return site === undefined ? `${name} was never deployed; ${keyOf('deploy')} deploys it` : undefined;
}

function stoppedReason(project: ProjectSnapshot): string | undefined {
	return project.site?.closed ? `${project.name} is stopped already; ${keyOf('start-project')} starts it` : undefined;
}

function closedReason({ name, site }: ProjectSnapshot): string | undefined {
	return site?.closed ? `${name} is stopped; ${keyOf('start-project')} starts it` : undefined;
}

function noneReason(project: ProjectSnapshot, what: 'stopped' | 'paused'): string | undefined {
	const isSo = ({ health, paused }: Replica) => (what === 'paused' ? paused === true : !isRunning(health));
	return liveReplicas(project).some(isSo) ? undefined : `nothing of ${project.name} is ${what}`;
}

/** The tab with the certificate says it all, and what to do about it. */
function obstacleReason({ server }: Console, project: ProjectSnapshot): string | undefined {
	const { snapshot } = server.get();
	const why = snapshot && certificateObstacle(snapshot, project)?.why;
	return why && `${shortPaths(why, snapshot.root)}; ${keyOf('show-ports')} shows what to do`;
}

/** Of several marked projects one is enough: those that cannot be changed are left out. */
function changeReason(console: Console, more: (project: ProjectSnapshot) => string | undefined): string | undefined {
	const projects = targetProjects(console);
	if (isUnderWay(shownOperation(console))) return `this operation is not over; ${keyOf('cancel')} cancels it`;
	if (projects.length === 0) return noProjectReason(console);
	const { trouble, blocked, snapshot } = console.server.get();
	if (blocked !== undefined) return `nothing can be observed: ${shortPaths(blocked, snapshot?.root)}`;
	if (trouble !== undefined) return `Docker does not answer: ${trouble}`;
	const reasons = projects.map((project) => projectReason(console, project, more));
	return reasons.includes(undefined) ? undefined : reasons[0];
}

function noProjectReason(console: Console): string {
	const front = frontProject(console.get());
	return front === undefined ? 'no project is selected' : `there is no project ${front} on this server`;
}

function projectReason(
	console: Console,
	project: ProjectSnapshot,
	more: (project: ProjectSnapshot) => string | undefined,
): string | undefined {
	const { operation } = project;
	// The journal tells the end before the server is seen without the operation.
	const isOver = operation !== undefined && console.get().operations[operation.id]?.finished !== undefined;
	// One whose runner died is ended before the next is planned.
	if (operation?.alive === true && !isOver)
		return `${operation.operation} of ${project.name} by ${operation.user} is not over; ${keyOf('open-operation')} shows it`;
	return more(project);
}

function startReason(console: Console): string | undefined {
	const top = topScreen(console.get());
	if (top?.kind !== 'plan') return 'there is no plan';
	if (top.status === 'failed') return 'there is no plan that could start';
	if (top.status !== 'ready') return top.status === 'starting' ? 'it is starting already' : 'the plan is not made yet';
	return top.plan?.empty === true ? 'there is nothing to do' : undefined;
}

function shownOperation(console: Console): FollowedOperation | undefined {
	const top = topScreen(console.get());
	return top?.kind === 'operation' ? console.get().operations[top.id] : undefined;
}

function isUnderWay(followed: FollowedOperation | undefined): boolean {
	return followed !== undefined && followed.finished === undefined && followed.lostAt === undefined;
}
