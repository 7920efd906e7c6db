import type { WatchedHost } from '../host/host.ts';

/** Who listens on a port of this machine: `container web`, `node (process 4711)`; `another program` if that cannot be seen. Never throws. */
export async function findHolder({ docker, network }: Pick<WatchedHost, 'docker' | 'network'>, port: number): Promise<string> {
	const [containers, holder] = await Promise.all([docker.containers().catch(() => []), network.holderOf(port).catch(() => undefined)]);
	const container = containers.find(({ state, ports }) => state === 'running' && ports.some(({ host }) => host === port));
	return container === undefined ? (holder ?? 'another program') : `container ${container.name}`;
}
