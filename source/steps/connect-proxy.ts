import type { DataOf, StepDefinition, Zod } from './step.ts';

const connectProxyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('connect-proxy'),
		project: z.string(),
		/** The project's. */
		network: z.string(),
		container: z.string(),
		/** Its own in that network. */
		address: z.string(),
	});

/** Connects the container of the server's proxy to a project's network, where it finds the replicas. */
export type ConnectProxy = DataOf<typeof connectProxyData>;

export const connectProxy: StepDefinition<ConnectProxy> = {
	kind: 'connect-proxy',
	data: connectProxyData,
	group: 'Prepare',
	words: ({ container, network }) => `Connect ${container} to network ${network}`,
	async perform({ network, container, address }, { host }) {
		const found = await host.docker.inspect(container);
		// A second time would take it out for a moment.
		if (found?.networks?.[network] === undefined) await host.docker.connectNetwork(network, container, [], address);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ container, network }) => `Disconnect ${container} from network ${network}`,
		async perform({ network, container }, { host }) {
			await host.docker.disconnectNetwork(network, container);
		},
	},
	onFailure: 'undo',
};
