import type { BerthName } from '../model/berth.ts';
import { formatList, formatNumber } from '../model/format.ts';
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
