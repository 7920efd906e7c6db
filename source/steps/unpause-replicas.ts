import { formatList, formatNumber } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import { berthName } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const unpauseReplicasData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('unpause-replicas'),
		project: z.string(),
		release: z.string(),
		berth: berthName(z),
		containers: z.array(z.string()),
	});

/** Lets paused replicas go on. */
export type UnpauseReplicas = DataOf<typeof unpauseReplicasData>;

export const unpauseReplicas: StepDefinition<UnpauseReplicas> = {
	kind: 'unpause-replicas',
	data: unpauseReplicasData,
	group: 'Start and check',
	words: ({ containers, release, berth }) =>
		`Unpause ${formatNumber(containers.length, 'replica')} of ${release} in ${berth}: ${formatList(containers)}`,
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.unpause(name)));
		return { unpaused: data.containers.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};
