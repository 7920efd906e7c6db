import type { Snapshot } from '../../source/model/snapshot.ts';
import { conditionOf, type State } from '../../source/present/condition.ts';
import { signOf } from '../fleet/condition.ts';

/** The state of every project by its name. */
export type States = ReadonlyMap<string, State>;

/** How every project is. */
export function statesOf(snapshot: Snapshot): States {
	return new Map(snapshot.projects.map((project) => [project.name, conditionOf(project).state]));
}

/** The terminal's title: the project that is worst and how many are not well, or that all are. */
export function titleOf(states: States, hostname: string): string {
	const ill = [...states].filter(([, state]) => isIll(state)).sort(([, left], [, right]) => rank(left) - rank(right));
	const [worst] = ill;
	if (worst === undefined) return `${signOf('healthy').text} Berth ${hostname}`;
	const [name, state] = worst;
	return `${signOf(state).text} ${name} · ${ill.length} of ${states.size}`;
}

/** True if a project that was well, or starting, is not any more. What is seen for the first time is no change. */
export function hasFallenIll(before: States | undefined, after: States): boolean {
	return [...after].some(([name, state]) => {
		const was = before?.get(name);
		return isIll(state) && was !== undefined && !isIll(was);
	});
}

function isIll(state: State): boolean {
	return state === 'down' || state === 'degraded';
}

function rank(state: State): number {
	return state === 'down' ? 0 : 1;
}
