import type { CreateNetwork, MendNetwork, RemoveNetwork } from './data.ts';
import type { StepContext, StepDefinition } from './step.ts';

export const createNetwork: StepDefinition<CreateNetwork> = {
	async perform(data, { host }) {
		await createMissing(data, host);
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

export const mendNetwork: StepDefinition<MendNetwork> = {
	async perform(data, { host, report }) {
		const { name, project, subnet } = data;
		if (subnet !== undefined) await createMissing({ name, project, subnet }, host);
		for (const { container, aliases } of data.connect) {
			if ((await host.docker.inspect(container)) === undefined) continue;
			await host.docker.connectNetwork(name, container, aliases);
			report(`${container} is connected to ${name} again`);
		}
		return { connected: data.connect.length };
	},
	undo: { policy: 'nothing', why: 'without it no container reaches another' },
	onFailure: 'undo',
	commits: false,
};

async function createMissing({ name, project, subnet }: Omit<CreateNetwork, 'kind'>, { docker }: StepContext['host']): Promise<void> {
	const known = await docker.networks();
	if (known.some((network) => network.name === name)) return;
	await docker.createNetwork({ name, subnet, labels: { 'berth.project': project } });
}
