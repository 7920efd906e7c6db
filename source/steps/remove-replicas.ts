import { allEnded } from './all-ended.ts';
import type { RemoveReplicas } from './data.ts';
import type { StepDefinition } from './step.ts';

export const removeReplicas: StepDefinition<RemoveReplicas> = {
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return { removed: data.containers.length };
	},
	undo: { policy: 'nothing', why: 'they were stopped and got no traffic' },
	onFailure: 'warn',
	commits: false,
};
