import { type BerthName, maxReplicas } from './berth.ts';

/** Every port of a project, explicit, as the registry stores it; all on 127.0.0.1 of the server. */
export interface PortBlock {
	/** The project's number, from 1. */
	readonly id: number;
	/** First port of its block of 100. */
	readonly base: number;
	/** First port of the blue berth; replica i listens on `blue + i - 1`. */
	readonly blue: number;
	/** First port of the green berth. */
	readonly green: number;
	readonly postgres: number;
	readonly redis: number;
}

/** The port that the proxy uses for replica `index` (from 1) of a berth. */
export function replicaPort(ports: Pick<PortBlock, BerthName>, berth: BerthName, index: number): number {
	return ports[berth] + index - 1;
}

/** The port of a project's own proxy, unless `project.yml` names another. */
export function proxyPort({ base }: PortBlock): number {
	return base + 90;
}

/** Which replica of which berth a port belongs to, if any. */
export function replicaAt(ports: PortBlock, port: number): { readonly berth: BerthName; readonly index: number } | undefined {
	for (const berth of ['blue', 'green'] as const) {
		const index = port - ports[berth] + 1;
		if (index >= 1 && index <= maxReplicas) return { berth, index };
	}
	return undefined;
}
