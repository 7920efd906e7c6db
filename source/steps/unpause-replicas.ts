import { allEnded } from './all-ended.ts';
import type { UnpauseReplicas } from './data.ts';
import type { StepDefinition } from './step.ts';

export const unpauseReplicas: StepDefinition<UnpauseReplicas> = {
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.unpause(name)));
		return { unpaused: data.containers.length };
	},
	undo: { policy: 'nothing', why: 'a paused replica serves nobody' },
	onFailure: 'undo',
	commits: false,
};
