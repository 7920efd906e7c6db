import { Failure, failureFacts } from '../model/failure.ts';
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
		try {
			await host.docker.removeNetwork(data.name);
			return undefined;
		} catch (error) {
			const { what, why } = failureFacts(error);
			const cause = why === undefined ? what : `${what}: ${why}`;
			const next = `Remove it once Docker lets it go: \`docker network rm ${data.name}\``;
			throw new Failure({ kind: 'external', what: `The network ${data.name} is left`, why: cause, next }, { cause: error });
		}
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
