/** Where a release is tied up: a port range, a compose project and its replicas. */
export type BerthName = 'blue' | 'green';

/** The most replicas one berth has ports for. */
export const maxReplicas = 16;

/** The berth that a new release goes to while `live` serves. */
export function otherBerth(live: BerthName | undefined): BerthName {
	return live === 'blue' ? 'green' : 'blue';
}

/** The compose project of a berth: `shop-blue`. */
export function composeProjectOf(project: string, berth: BerthName): string {
	return `${project}-${berth}`;
}

/** What other containers of the project call the replicas of a berth. */
export function aliasesIn(berth: BerthName): readonly string[] {
	return ['backend', `backend-${berth}`];
}

/** The container of a replica, counted from 1: `shop-blue-1`. */
export function containerNameOf(project: string, berth: BerthName, index: number): string {
	return `${project}-${berth}-${index}`;
}

/** The container of a project's own proxy. */
export function innerContainer(project: string): string {
	return `${project}-nginx`;
}
