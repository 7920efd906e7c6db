import type { ProjectSnapshot, Snapshot } from '../../model/snapshot.ts';
import type { Server } from '../context.ts';
import { chosenProjects } from '../questions/status.ts';

/** Readings between two observations of the server: containers come and go less often than figures change. */
const readingsBetween = 5;

/** The chosen projects, observed again now and then. */
export interface SeenProjects {
	readonly snapshot: Snapshot;
	readonly projects: readonly ProjectSnapshot[];
}

/** Gives the projects with that name, or all; throws if there is none of that name at first, later it is just gone. */
export function watchProjects({ observe }: Pick<Server, 'observe'>, name: string | undefined): () => Promise<SeenProjects> {
	let reading = 0;
	let seen: SeenProjects | undefined;
	return async () => {
		if (reading % readingsBetween === 0 || seen === undefined) {
			const snapshot = await observe();
			const isKnown = seen === undefined || snapshot.projects.some((project) => project.name === name);
			seen = { snapshot, projects: name === undefined || isKnown ? chosenProjects(snapshot, name) : [] };
		}
		reading += 1;
		return seen;
	};
}

/** What makes figures of containers incomplete. */
export function engineNotes({ engine }: Snapshot): readonly string[] {
	return engine.kind === 'up' ? [] : [`Docker does not answer: ${engine.why}`];
}
