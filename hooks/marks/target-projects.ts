import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import type { FleetState } from '../fleet/fleet-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';

/** The marked projects that still exist, in the order of the server. */
export function markedProjects(console: Console): readonly ProjectSnapshot[] {
	return projectsOf(console.server.get(), console.get().fleet);
}

/** Their names. */
export function markedNames(view: ServerView, fleet: FleetState): readonly string[] {
	return projectsOf(view, fleet).map(({ name }) => name);
}

/** What a change is for: on the fleet all marked projects, else the selected one. */
export function targetProjects(console: Console): readonly ProjectSnapshot[] {
	const marked = topScreen(console.get()) === undefined ? markedProjects(console) : [];
	const selected = selectedProject(console);
	return marked.length > 0 ? marked : selected === undefined ? [] : [selected];
}

function projectsOf({ snapshot }: ServerView, { marks = [] }: FleetState): readonly ProjectSnapshot[] {
	return marks.length === 0 ? [] : (snapshot?.projects ?? []).filter(({ name }) => marks.includes(name));
}
