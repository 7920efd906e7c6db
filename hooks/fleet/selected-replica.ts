import type { Replica } from '../../source/model/replica.ts';
import type { Console } from '../console.ts';
import { findPane } from '../panes/panes.ts';
import { selectedProject } from './selected-project.ts';

/** The replica under the cursor, if the pane of replicas has it. */
export function selectedReplica(console: Console): Replica | undefined {
	const { focus, panes, now } = console.get();
	const project = selectedProject(console);
	if (project === undefined) return undefined;
	return findPane(focus)?.replicaAt?.({ view: console.server.get(), project, now }, panes[focus]?.index ?? 0);
}
