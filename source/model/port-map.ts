import { maxReplicas } from './berth.ts';
import { type PortBlock, replicaAt } from './ports.ts';
import { proxyName } from './proxy-down.ts';
import { isRunning } from './replica.ts';
import { findProject, type ProjectSnapshot, type Snapshot } from './snapshot.ts';

/** Ports of a block. */
export const blockSize = 100;

/** What a port of a project's block is kept for; `spare` is for nothing yet. */
export type PortRole = 'blue' | 'green' | 'postgres' | 'redis' | 'spare';

/** One port of a project. */
export interface PortUse {
	readonly port: number;
	readonly role: PortRole;
	/** The replica's number in its berth, from 1. */
	readonly index?: number;
	readonly isListening: boolean;
	/** The project's running container with this port, or the proxy's where one of its ports lies here. */
	readonly container?: string;
	/** True if the site sends traffic here. */
	readonly isLive: boolean;
	/** True if something listens that is neither a container of the project nor the proxy. */
	readonly isForeign: boolean;
}

/** A project's block, and what is in it. */
export interface PortBlockUse {
	readonly project: string;
	readonly ports: PortBlock;
	/** False if the registry knows the project, but there is no directory of that name. */
	readonly hasDirectory: boolean;
	/** All of the block's ports in order, and those of services that lie outside of it. */
	readonly uses: readonly PortUse[];
}

/** Every block of the registry, lowest first. */
export function portMap(snapshot: Snapshot): readonly PortBlockUse[] {
	const blocks = Object.entries(snapshot.registry).sort(([, left], [, right]) => left.base - right.base);
	return blocks.map(([project, ports]) => blockUse(snapshot, project, ports));
}

/** One project's block. */
export function blockUse(snapshot: Snapshot, name: string, ports: PortBlock): PortBlockUse {
	const project = findProject(snapshot, name);
	const listening = new Set(snapshot.listening);
	const numbers = new Set([...Array.from({ length: blockSize }, (_, index) => ports.base + index), ports.postgres, ports.redis]);
	const containers = containersByPort(snapshot, project);
	const uses = [...numbers].map((port): PortUse => {
		const container = containers.get(port);
		const isListening = listening.has(port);
		return {
			port,
			...roleOf(ports, port),
			isListening,
			...(container !== undefined && { container }),
			isLive: project?.site?.closed !== true && (project?.site?.ports.includes(port) ?? false),
			isForeign: isListening && container === undefined && project?.unseen !== true,
		};
	});
	return { project: name, ports, hasDirectory: project !== undefined, uses: uses.sort((left, right) => left.port - right.port) };
}

/** The first and last port of a berth. */
export function berthRange(ports: PortBlock, berth: 'blue' | 'green'): readonly [number, number] {
	return [ports[berth], ports[berth] + maxReplicas - 1];
}

function containersByPort({ proxy }: Snapshot, project: ProjectSnapshot | undefined): ReadonlyMap<number, string> {
	const proxies = [proxy, project?.proxy].flatMap((one) =>
		one?.instance === undefined ? [] : [one.httpPort, one.httpsPort].map((port) => [port, proxyName(one)] as const),
	);
	const all = [...(project?.replicas ?? []), ...(project?.services ?? [])];
	const own = all.flatMap(({ name, port, health }) => (port === undefined || !isRunning(health) ? [] : [[port, name] as const]));
	return new Map([...proxies, ...own]);
}

function roleOf(ports: PortBlock, port: number): Pick<PortUse, 'role' | 'index'> {
	const at = replicaAt(ports, port);
	if (at !== undefined) return { role: at.berth, index: at.index };
	if (port === ports.postgres) return { role: 'postgres' };
	return { role: port === ports.redis ? 'redis' : 'spare' };
}
