import { allEnded } from './all-ended.ts';
import type { StepDefinition } from './step.ts';

/** Removes stopped containers for good. */
export interface RemoveReplicas {
	readonly kind: 'remove-replicas';
	readonly project: string;
	readonly containers: readonly string[];
}

export const removeReplicas: StepDefinition<RemoveReplicas> = {
	kind: 'remove-replicas',
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return { removed: data.containers.length };
	},
	undo: { policy: 'nothing', why: 'they were stopped and got no traffic' },
	onFailure: 'warn',
	commits: false,
};
