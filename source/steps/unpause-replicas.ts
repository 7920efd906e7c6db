import type { BerthName } from '../model/berth.ts';
import { allEnded } from './all-ended.ts';
import type { StepDefinition } from './step.ts';

/** Lets paused replicas go on. */
export interface UnpauseReplicas {
	readonly kind: 'unpause-replicas';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly containers: readonly string[];
}

export const unpauseReplicas: StepDefinition<UnpauseReplicas> = {
	kind: 'unpause-replicas',
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.unpause(name)));
		return { unpaused: data.containers.length };
	},
	undo: { policy: 'nothing', why: 'a paused replica serves nobody' },
	onFailure: 'undo',
	commits: false,
};
