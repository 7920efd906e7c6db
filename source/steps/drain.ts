import { formatDuration, formatPorts } from '../model/format.ts';
import { replicaAddress } from '../model/network-addresses.ts';
import { hasProcess, processesAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const drainData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('drain'),
		project: z.string(),
		proxy: proxyAccess(z),
		ports: z.array(z.number()),
		/** Milliseconds. */
		limit: z.number(),
	});

/** Waits until nobody is connected to replicas that get no new requests. */
export type Drain = DataOf<typeof drainData>;

/** Between two looks at the connections, ms. */
const interval = 100;

export const drain: StepDefinition<Drain> = {
	kind: 'drain',
	data: drainData,
	group: 'Clean up',
	words: (data) => `Wait until nobody is connected to ${formatPorts(data.ports)} (at most ${formatDuration(data.limit)})`,
	async perform(data, { host, signal, report }) {
		const began = host.clock.now();
		let quiet = 0;
		for (;;) {
			const connections = await connectionsTo(data, host);
			const waited = host.clock.now() - began;
			quiet = connections === 0 && !(await hasLeavingWorkers(data, host)) ? quiet + 1 : 0;
			// Twice: a connection may be between two of the proxy's own steps at one look.
			if (quiet >= 2) return { waited, connections: 0 };
			if (waited >= data.limit) {
				report(
					connections === 0
						? `an old worker of ${proxyOf(data.proxy).name} still serves long connections of other sites`
						: `${connections} connections are still open at the limit`,
				);
				return { waited, connections };
			}
			await host.clock.sleep(quiet > 0 ? interval / 4 : interval, signal);
		}
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
	reliesOnTraffic: true,
};

/** A proxy in the project's network has its connections there, and to the addresses of replicas. */
async function connectionsTo({ proxy, ports }: Drain, { network, docker }: StepContext['host']): Promise<number> {
	if (!('network' in proxy) || proxy.network === undefined) return network.connectionsTo(ports);
	const { subnet, ports: block } = proxy.network;
	const found = await docker.inspect(proxy.container);
	if (!hasProcess(found)) return 0;
	return network.connectionsFrom(
		found.pid,
		ports.map((port) => replicaAddress(subnet, block, port)).filter((address) => address !== undefined),
	);
}

/**
 * An old worker may still be reading a request's body and connect to an old replica only then, so no open connection is
 * not enough: the workers of the old generation have to be gone too.
 */
async function hasLeavingWorkers({ proxy }: Drain, host: StepContext['host']): Promise<boolean> {
	const kind = proxyOf(proxy);
	return kind.readWorkers(await processesAt(kind.place(proxy), host)).leaving.length > 0;
}
