import { changeScreens } from '../change-screen.ts';
import type { Console } from '../console.ts';
import { say, topScreen } from '../console-state.ts';
import { openDeploy, openRollback } from '../dialogs/open-pickers.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectionOf } from '../fleet/selection.ts';
import { openHealth, worstOf } from '../health/open-health.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { startLog } from '../logs/log-state.ts';
import { selectedSubject } from '../logs/selected-subject.ts';
import { findOperation } from '../operation/open-operation.ts';
import { makePlan } from '../plan/make-plan.ts';
import { openPortMap } from '../ports/open-ports.ts';
import { askAgain, openProject } from './open-project.ts';
import { openSelection } from './open-selection.ts';
import { logTab } from './project-state.ts';
import { currentTab, selectedRelease } from './selected-release.ts';
import type { Target } from './tab.ts';
import { replicasTab } from './tabs/replicas-tab.ts';
import { tabBeside, tabs } from './tabs.ts';

/** What the keys of a project's screen do, and those of the fleet that lead there. */
export const projectHandlers = {
	'open-row': ({ console }) => openRow(console),
	why: ({ console }) => openWhy(console),
	'deploy-release': ({ console }) => {
		const [project, release] = [selectedProject(console), selectedRelease(console)];
		if (project === undefined || release === undefined) openDeploy(console);
		else void makePlan(console, { kind: 'deploy', project: project.name, version: release.version });
	},
	'roll-back-release': ({ console }) => {
		const [project, release] = [selectedProject(console), selectedRelease(console)];
		if (project === undefined || release === undefined) openRollback(console);
		else void makePlan(console, { kind: 'rollback', project: project.name, version: release.version });
	},
	'next-tab': ({ console }) => turnTo(console, 1),
	'previous-tab': ({ console }) => turnTo(console, -1),
	tab: ({ console, key }) => {
		const tab = tabs[Number(key) - 1];
		if (tab !== undefined) openProject(console, tab.id);
	},
	'show-details': ({ console }) => {
		const selection = selectionOf(console);
		if (selection === undefined || selection.kind === 'project') openProject(console, 'overview');
		else openSelection(console, selection);
	},
	'show-logs': ({ console }) => showLogs(console),
	'show-releases': ({ console }) => openProject(console, 'releases'),
	'show-ports': ({ console }) => openProject(console, 'ports'),
	'ask-again': ({ console }) => {
		console.server.refresh();
		console.update((state) => say(forgetTest(state), 'Observing everything again'));
		askAgain(console);
	},
} satisfies Partial<Record<ActionId, Handler>>;

function forgetTest(state: ReturnType<Console['get']>) {
	return changeScreens(state, 'project', ({ proxyTest: _, ...screen }) => screen);
}

function turnTo(console: Console, by: number): void {
	const top = topScreen(console.get());
	if (top?.kind === 'project') openProject(console, tabBeside(top.tab, by).id);
}

/** The log comes to the front: of the replica that is selected, if the replicas are in front, else of all. */
function showLogs(console: Console): void {
	const front = currentTab(console);
	const subject = front?.tab.id === replicasTab.id ? selectedSubject(console) : undefined;
	openProject(console, logTab);
	if (subject !== undefined) console.update((state) => ({ ...state, log: startLog(subject, state.log) }));
}

/** What `Enter` opens in the tab that is in front. */
export function targetOf(console: Console): Target | undefined {
	const front = currentTab(console);
	return front?.tab.target?.(front.facts, front.selected);
}

function openRow(console: Console): void {
	const target = targetOf(console);
	const project = selectedProject(console)?.name;
	if (target === undefined || project === undefined) return;
	if (target.kind === 'operation') void findOperation(console, target.id);
	else if (target.kind === 'ports') openPortMap(console);
	else openContainer(console, project, target);
}

function openWhy(console: Console): void {
	const project = selectedProject(console);
	const target = targetOf(console);
	const worst = project && worstOf(project);
	if (project !== undefined && target?.kind === 'container') openContainer(console, project.name, target);
	else if (worst !== undefined) void openHealth(console, worst);
}

function openContainer(console: Console, project: string, { name, port }: Extract<Target, { kind: 'container' }>): void {
	void openHealth(console, { project, container: name, ...(port !== undefined && { port }) });
}
