import type { BerthName } from '../model/berth.ts';
import { formatList, formatNumber } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import type { StepDefinition } from './step.ts';

/** Removes stopped containers of an earlier release from the free berth. */
export interface ClearBerth {
	readonly kind: 'clear-berth';
	readonly project: string;
	readonly berth: BerthName;
	readonly containers: readonly string[];
	/** The release that a roll back would have started again there, without new replicas; absent if there was none. */
	readonly warm?: string;
}

export const clearBerth: StepDefinition<ClearBerth> = {
	kind: 'clear-berth',
	group: 'Prepare',
	words: ({ berth, containers }) =>
		`Remove ${formatNumber(containers.length, 'stopped container')} from ${berth}: ${formatList(containers)}`,
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return undefined;
	},
	undo: {
		policy: 'nothing',
		loss: ({ warm, berth }) =>
			warm === undefined ? undefined : `The stopped replicas of ${warm} in ${berth} are gone: a roll back to ${warm} starts new ones`,
	},
	onFailure: 'undo',
};
