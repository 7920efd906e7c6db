import { formatList, formatNumber } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import { berthName } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const clearBerthData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('clear-berth'),
		project: z.string(),
		berth: berthName(z),
		containers: z.array(z.string()),
		/** The release that a roll back would have started again there, without new replicas; absent if there was none. */
		warm: z.string().exactOptional(),
	});

/** Removes stopped containers of an earlier release from the free berth. */
export type ClearBerth = DataOf<typeof clearBerthData>;

export const clearBerth: StepDefinition<ClearBerth> = {
	kind: 'clear-berth',
	data: clearBerthData,
	group: 'Prepare',
	words: ({ berth, containers }) =>
		`Remove ${formatNumber(containers.length, 'stopped container')} from ${berth}: ${formatList(containers)}`,
	async perform(data, { host }) {
		await allEnded(data.containers.map((name) => host.docker.remove(name)));
		return undefined;
	},
	undo: {
		policy: 'nothing',
		loss: ({ warm, berth }) =>
			warm === undefined ? undefined : `The stopped replicas of ${warm} in ${berth} are gone: a roll back to ${warm} starts new ones`,
	},
	onFailure: 'undo',
};
