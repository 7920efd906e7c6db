import { type BerthName, maxReplicas } from './berth.ts';
import { type PortBlock, replicaAt, replicaPort } from './ports.ts';

/**
 * A project's network is a /24. Its lower half is given out by Berth: an address that a container has for good does not go stale when
 * Docker starts it again. From the upper half Docker takes one for whoever has none.
 */
const first = { blue: 16, green: 16 + maxReplicas } as const;

/** The server itself, as containers of a network see it. */
export function gatewayOf(subnet: string): string {
	return addressIn(subnet, 1);
}

/** The project's own proxy. */
export function proxyAddress(subnet: string): string {
	return addressIn(subnet, 8);
}

/** The server's proxy, where that is in a container with networks of its own. */
export function serverProxyAddress(subnet: string): string {
	return addressIn(subnet, 9);
}

/** What Docker gives out by itself, CIDR. */
export function rangeOfDocker(subnet: string): string {
	return `${addressIn(subnet, 128)}/25`;
}

/** The address of a replica by its port on this server; `undefined` for a port of nobody's. */
export function replicaAddress(subnet: string, ports: PortBlock, port: number): string | undefined {
	const at = replicaAt(ports, port);
	return at && addressIn(subnet, first[at.berth] + at.index - 1);
}

/** The port of the replica that has an address; `undefined` for an address of nobody's. */
export function portOfReplica(ports: Pick<PortBlock, BerthName>, address: string): number | undefined {
	const last = Number(/^\d+\.\d+\.\d+\.(\d+)$/.exec(address)?.[1]);
	for (const berth of ['blue', 'green'] as const) {
		const index = last - first[berth] + 1;
		if (index >= 1 && index <= maxReplicas) return replicaPort(ports, berth, index);
	}
	return undefined;
}

function addressIn(subnet: string, host: number): string {
	return subnet.replace(/\.\d+\/\d+$/, `.${host}`);
}
