import type { StepDefinition } from './step.ts';

/** Removes the network of a removed project. */
export interface RemoveNetwork {
	readonly kind: 'remove-network';
	readonly project: string;
	readonly name: string;
}

export const removeNetwork: StepDefinition<RemoveNetwork> = {
	kind: 'remove-network',
	group: 'Clean up',
	words: (data) => `Remove network ${data.name}`,
	async perform(data, { host }) {
		await host.docker.removeNetwork(data.name);
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
