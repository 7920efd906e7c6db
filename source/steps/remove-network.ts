import type { DataOf, StepDefinition, Zod } from './step.ts';

const removeNetworkData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('remove-network'),
		project: z.string(),
		name: z.string(),
	});

/** Removes the network of a removed project. */
export type RemoveNetwork = DataOf<typeof removeNetworkData>;

export const removeNetwork: StepDefinition<RemoveNetwork> = {
	kind: 'remove-network',
	data: removeNetworkData,
	group: 'Clean up',
	words: (data) => `Remove network ${data.name}`,
	async perform(data, { host }) {
		await host.docker.removeNetwork(data.name);
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
