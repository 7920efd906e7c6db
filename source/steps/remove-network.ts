import { Failure, failureFacts } from '../model/failure.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const removeNetworkData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('remove-network'),
		project: z.string(),
		name: z.string(),
		/** The container of the server's proxy, where that is in it. */
		disconnect: z.string().exactOptional(),
	});

/** Removes the network of a removed project. */
export type RemoveNetwork = DataOf<typeof removeNetworkData>;

export const removeNetwork: StepDefinition<RemoveNetwork> = {
	kind: 'remove-network',
	data: removeNetworkData,
	group: 'Clean up',
	words: ({ name, disconnect }) =>
		disconnect === undefined ? `Remove network ${name}` : `Disconnect ${disconnect} from network ${name}, and remove that`,
	async perform(data, { host }) {
		try {
			if (data.disconnect !== undefined) await host.docker.disconnectNetwork(data.name, data.disconnect);
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
