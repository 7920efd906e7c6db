import { allEnded } from './all-ended.ts';
import type { ClearBerth } from './data.ts';
import type { StepDefinition } from './step.ts';

export const clearBerth: StepDefinition<ClearBerth> = {
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return undefined;
	},
	undo: { policy: 'nothing', why: 'the containers got no traffic; their release can be started again from its image' },
	onFailure: 'undo',
	commits: false,
};
