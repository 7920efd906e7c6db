import type { StepDefinition } from './step.ts';

export interface RemoveNetwork {
	readonly kind: 'remove-network';
	readonly project: string;
	readonly name: string;
}

export const removeNetwork: StepDefinition<RemoveNetwork> = {
	kind: 'remove-network',
	async perform(data, { host }) {
		await host.docker.removeNetwork(data.name);
		return undefined;
	},
	undo: { policy: 'nothing', why: 'nothing uses the network any more' },
	onFailure: 'warn',
	commits: false,
};
