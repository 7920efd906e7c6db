import type { CreateNetwork, RemoveNetwork } from './data.ts';
import type { StepDefinition } from './step.ts';

export const createNetwork: StepDefinition<CreateNetwork> = {
	async perform(data, { host }) {
		const known = await host.docker.networks();
		if (known.some(({ name }) => name === data.name)) return undefined;
		await host.docker.createNetwork({ name: data.name, subnet: data.subnet, labels: { 'berth.project': data.project } });
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			await host.docker.removeNetwork(data.name);
		},
	},
	onFailure: 'undo',
	commits: false,
};

export const removeNetwork: StepDefinition<RemoveNetwork> = {
	async perform(data, { host }) {
		await host.docker.removeNetwork(data.name);
		return undefined;
	},
	undo: { policy: 'nothing', why: 'nothing uses the network any more' },
	onFailure: 'warn',
	commits: false,
};
