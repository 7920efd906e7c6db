import type { BerthName } from '../model/berth.ts';
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
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return undefined;
	},
	undo: { policy: 'nothing', why: 'the containers got no traffic; their release can be started again from its image' },
	onFailure: 'undo',
	commits: false,
};
