import { formatNumber } from '../../source/model/format.ts';
import type { Console } from '../console.ts';
import { type ConsoleState, say } from '../console-state.ts';
import { openDeploy, openRollback, openScale } from '../dialogs/open-pickers.ts';
import { disabledReason } from '../disabled.ts';
import { consoleAt, selectProject } from '../fleet/visit-project.ts';
import { clearMarks, type MarkQueue } from './marks.ts';
import { targetProjects } from './target-projects.ts';

const openers: Readonly<Record<MarkQueue['action'], (console: Console) => void>> = {
	deploy: openDeploy,
	scale: openScale,
	'roll-back': openRollback,
};

/** Begins a change of the selected project; of all marked ones, one after the other, if there are any. */
export function openChange(console: Console, action: MarkQueue['action']): void {
	const projects = targetProjects(console);
	const names = projects.map(({ name }) => name).filter((name) => disabledReason(action, consoleAt(console, name)) === undefined);
	if (projects.length > 1) console.update((state) => ({ ...state, queue: { action, names, at: 0, isPlanned: false } }));
	openFor(console, action, names[0]);
}

/**
 * Goes on where several projects are changed: when the plan or operation of one is left, the next is asked for. Leaving a
 * question ends it all; projects that were not reached stay marked.
 */
export function goThroughMarks(console: Console): void {
	const { queue, dialog, screens } = console.get();
	if (queue === undefined || dialog !== undefined) return;
	if (screens.length > 0 && !queue.isPlanned) console.update((state) => ({ ...state, queue: { ...queue, isPlanned: true } }));
	else if (screens.length === 0 && queue.isPlanned) openNext(console, queue);
	else if (screens.length === 0) console.update((state) => endQueue(state, queue));
}

function openNext(console: Console, queue: MarkQueue): void {
	const done = queue.names[queue.at];
	const next = queue.names[queue.at + 1];
	console.update((state) => ({
		...state,
		fleet: clearMarks(state.fleet, done === undefined ? [] : [done]),
		queue: next === undefined ? undefined : { ...queue, at: queue.at + 1, isPlanned: false },
	}));
	if (next !== undefined) openFor(console, queue.action, next);
}

function openFor(console: Console, action: MarkQueue['action'], name: string | undefined): void {
	if (name !== undefined) selectProject(console, name);
	openers[action](console);
}

function endQueue(state: ConsoleState, { names, at }: MarkQueue): ConsoleState {
	const words = `Left at ${at + 1} of ${names.length}: ${formatNumber(names.length - at, 'project')} not planned and still marked`;
	return say({ ...state, queue: undefined }, words);
}
