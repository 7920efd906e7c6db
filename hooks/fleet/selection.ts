import { containerNameOf } from '../../source/model/berth.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { selectedId, startPlace } from '../list-place.ts';
import type { LogState } from '../logs/log-state.ts';
import type { PaneTarget } from '../panes/pane.ts';
import { findPane } from '../panes/panes.ts';
import { replicaRows, targetOf } from '../panes/replicas-pane.ts';
import { frontTab } from '../project/front-tab.ts';
import { isLogTab } from '../project/project-state.ts';
import { replicasTab } from '../project/tabs/replicas-tab.ts';
import { selectedProject } from './selected-project.ts';

/** What a key acts on: a whole project, or what the row under the cursor of a pane, of a project's replicas or a card is about. */
export type Selection = { readonly kind: 'project' } | PaneTarget;

/** What is selected of the selected project; `undefined` without one. */
export function selectionOf(console: Console): Selection | undefined {
	const project = selectedProject(console);
	if (project === undefined) return undefined;
	const top = topScreen(console.get());
	if (top === undefined) return paneTarget(console, project) ?? { kind: 'project' };
	return containerOf(console, project, frontContainer(console, project)) ?? { kind: 'project' };
}

/** What is under the cursor of the pane that has the focus, if rows of it can be selected. */
function paneTarget(console: Console, project: ProjectSnapshot): PaneTarget | undefined {
	const { focus, panes, now } = console.get();
	const targets = findPane(focus)?.targets?.({ view: console.server.get(), project, now }) ?? [];
	const id = selectedId(targets, panes[focus] ?? startPlace);
	return targets.find((target) => target.id === id);
}

/** The container that the front screen is about or has selected, if it is about one. */
function frontContainer(console: Console, project: ProjectSnapshot): string | undefined {
	const state = console.get();
	const top = topScreen(state);
	if (top?.kind === 'health') return top.container;
	if (top?.kind === 'logs' || isLogTab(top)) return logContainer(project, state.log);
	const front = frontTab(console.server.get(), state, console.size());
	return front?.tab.id === replicasTab.id ? front.selected : undefined;
}

function logContainer({ name, services }: ProjectSnapshot, log: LogState | undefined): string | undefined {
	if (log?.project !== name) return undefined;
	const { berth, replica, service } = log;
	if (berth !== undefined && replica !== undefined) return containerNameOf(name, berth, replica);
	return services.find((one) => one.service === service)?.name;
}

function containerOf(console: Console, project: ProjectSnapshot, name: string | undefined): PaneTarget | undefined {
	if (name === undefined) return undefined;
	const service = project.services.find((one) => one.name === name);
	if (service !== undefined) return { kind: 'service', id: name, service };
	const rows = replicaRows({ view: console.server.get(), project, now: console.get().now });
	return rows.map((row) => targetOf(project.name, row)).find(({ id }) => id === name);
}

/** What is selected, in words: `redis`, `replica blue 2`. */
export function selectionWords(selection: Selection): string {
	switch (selection.kind) {
		case 'project':
			return 'a project';
		case 'replica':
			return `replica ${selection.berth} ${selection.index}`;
		case 'service':
			return selection.service.service;
		case 'operation':
			return 'a past operation';
	}
}
