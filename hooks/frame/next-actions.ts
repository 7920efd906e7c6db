import { isRunning } from '../../source/model/replica.ts';
import { liveReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import type { ActionId } from '../keymap.ts';

/** What comes next for a project as it is, with a word or two for the footer. */
export interface NextAction {
	readonly action: ActionId;
	readonly words: string;
}

/** What an operator would do next about a project; nothing about one that is well. Not all of it has a key on every screen. */
export function nextActions(project: ProjectSnapshot): readonly NextAction[] {
	if (project.operation !== undefined) return [{ action: 'open-operation', words: 'operation' }];
	if (project.site === undefined) return [{ action: 'deploy', words: 'deploy' }];
	const live = liveReplicas(project);
	return [
		...(live.some(({ paused }) => paused) ? [unpause] : []),
		...(project.site.closed || live.some(({ health }) => !isRunning(health)) ? [start] : []),
		...(['degraded', 'down'].includes(conditionOf(project).state) ? why : []),
	];
}

/** What one opens of a container whose row is selected. */
export const containerActions: readonly NextAction[] = [
	{ action: 'open-logs', words: 'logs' },
	{ action: 'shell', words: 'shell' },
	{ action: 'show-details', words: 'why' },
];

const unpause: NextAction = { action: 'unpause-project', words: 'unpause' };
const start: NextAction = { action: 'start-project', words: 'start' };
/** The screen of the project has a key for the worst replica; the fleet leads to the overview. */
const why: readonly NextAction[] = [
	{ action: 'why', words: 'why' },
	{ action: 'show-details', words: 'why' },
];
