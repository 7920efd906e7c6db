import { formatList, formatNumber } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const removeReplicasData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('remove-replicas'),
		project: z.string(),
		containers: z.array(z.string()),
	});

/** Removes stopped containers for good. */
export type RemoveReplicas = DataOf<typeof removeReplicasData>;

export const removeReplicas: StepDefinition<RemoveReplicas> = {
	kind: 'remove-replicas',
	data: removeReplicasData,
	group: 'Clean up',
	words: ({ containers }) => `Remove ${formatNumber(containers.length, 'container')}: ${formatList(containers)}`,
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return { removed: data.containers.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
