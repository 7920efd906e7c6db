import type { Replica } from '../../source/model/replica.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { findPane } from '../panes/panes.ts';
import { frontTab } from '../project/front-tab.ts';
import { selectedProject } from './selected-project.ts';

/** The replica that the front screen is about or has selected; at the fleet the one under the cursor of its pane. */
export function selectedReplica(console: Console): Replica | undefined {
	const state = console.get();
	const project = selectedProject(console);
	if (project === undefined) return undefined;
	const top = topScreen(state);
	if (top === undefined) {
		const { focus, panes, now } = state;
		return findPane(focus)?.replicaAt?.({ view: console.server.get(), project, now }, panes[focus]?.index ?? 0);
	}
	const name = top.kind === 'health' ? top.container : tabContainer(console);
	return project.replicas.find((replica) => replica.name === name);
}

/** The container of the selected row, if it is one's. */
function tabContainer(console: Console): string | undefined {
	const front = frontTab(console.server.get(), console.get(), console.size());
	const target = front?.tab.target?.(front.facts, front.selected);
	return target?.kind === 'container' ? target.name : undefined;
}
