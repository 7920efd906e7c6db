import { gatewayOf, rangeOfDocker } from '../model/network-addresses.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const createNetworkData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('create-network'),
		project: z.string(),
		name: z.string(),
		subnet: z.string(),
	});

/** Makes the network of a new project. */
export type CreateNetwork = DataOf<typeof createNetworkData>;

export const createNetwork: StepDefinition<CreateNetwork> = {
	kind: 'create-network',
	data: createNetworkData,
	group: 'Prepare',
	words: (data) => `Create network ${data.name} (${data.subnet})`,
	async perform(data, { host }) {
		await createMissing(data, host);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: (data) => `Remove network ${data.name}`,
		async perform(data, { host }) {
			await host.docker.removeNetwork(data.name);
		},
	},
	onFailure: 'undo',
};

/** Makes a network, unless one of that name is there. */
export async function createMissing(
	{ name, project, subnet }: Pick<CreateNetwork, 'name' | 'project' | 'subnet'>,
	{ docker }: StepContext['host'],
): Promise<void> {
	const known = await docker.networks();
	if (known.some((network) => network.name === name)) return;
	await docker.createNetwork({
		name,
		subnet,
		range: rangeOfDocker(subnet),
		gateway: gatewayOf(subnet),
		labels: { 'berth.project': project },
	});
}
