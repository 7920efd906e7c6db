import { formatList, formatNumber } from '../model/format.ts';
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
	group: 'Clean up',
	words: ({ containers }) => `Remove ${formatNumber(containers.length, 'container')}: ${formatList(containers)}`,
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return { removed: data.containers.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
