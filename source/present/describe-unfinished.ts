import type { ProjectSnapshot } from '../model/snapshot.ts';

/** That a change of a project is neither finished nor undone, and what ends it; `undefined` while none is, or while its runner lives. */
export function describeUnfinished({ operation }: Pick<ProjectSnapshot, 'operation'>): string | undefined {
	if (operation === undefined || operation.alive) return undefined;
	const { operation: kind, user, project, stuck, lost } = operation;
	if (lost !== undefined)
		return `${kind} by ${user} was interrupted, and how far it came is not known: ${lost}; \`berth resume ${project}\` says what to do`;
	if (stuck === undefined) return `${kind} by ${user} was interrupted; \`berth resume ${project}\` finishes or undoes it`;
	return `${kind} by ${user} is stuck: ${stuck}; mend that, and \`berth resume ${project}\` goes on undoing`;
}

/** What comes before every other change of such a project, for it is refused until then or made on half a change. */
export function resumeFirst(project: Pick<ProjectSnapshot, 'name' | 'operation'>): string | undefined {
	return describeUnfinished(project) && `first \`berth resume ${project.name}\``;
}
