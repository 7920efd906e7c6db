import { formatList } from '../model/format.ts';
import { createMissing } from './create-network.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const mendNetworkData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('mend-network'),
		project: z.string(),
		name: z.string(),
		/** Of a new network; absent where it is there, and only containers were disconnected. */
		subnet: z.string().exactOptional(),
		connect: z.array(
			z.strictObject({
				container: z.string(),
				aliases: z.array(z.string()),
				/** The address that is its own there. */
				address: z.string().exactOptional(),
			}),
		),
	});

/** Makes a project's network again if it was removed, and connects the containers that are cut off from it. */
export type MendNetwork = DataOf<typeof mendNetworkData>;

export const mendNetwork: StepDefinition<MendNetwork> = {
	kind: 'mend-network',
	data: mendNetworkData,
	group: 'Prepare',
	words: mendingWords,
	async perform(data, { host, report }) {
		const { name, project, subnet } = data;
		if (subnet !== undefined) await createMissing({ name, project, subnet }, host);
		for (const { container, aliases, address } of data.connect) {
			if ((await host.docker.inspect(container)) === undefined) continue;
			await host.docker.connectNetwork(name, container, aliases, address);
			report(`${container} is connected to ${name} again`);
		}
		return { connected: data.connect.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

function mendingWords({ name, subnet, connect }: MendNetwork): string {
	const containers = connect.length === 0 ? '' : `connect ${formatList(connect.map(({ container }) => container))}`;
	if (subnet === undefined) return `C${containers.slice(1)} to network ${name} again`;
	return `Create network ${name} (${subnet}) again${containers === '' ? '' : `, and ${containers}`}`;
}
