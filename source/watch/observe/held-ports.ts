import type { WatchedHost } from '../../host/host.ts';
import { containerNameOf } from '../../model/berth.ts';
import { replicaAt } from '../../model/ports.ts';
import { isRunning } from '../../model/replica.ts';
import { type HeldPort, liveReplicas, type ProjectSnapshot } from '../../model/snapshot.ts';
import { findHolder } from '../../server/port-holder.ts';

/**
 * The project with the ports that its site sends visitors to while another program listens there: those of replicas that do not run,
 * which any user of this machine may take. Asks only where such replicas are; what cannot be found out is left out.
 */
export async function withHeldPorts(host: Pick<WatchedHost, 'docker' | 'network'>, project: ProjectSnapshot): Promise<ProjectSnapshot> {
	const { heldPorts: _, ...rest } = project;
	const empty = emptyPorts(project);
	if (empty.length === 0) return rest;
	const listening = new Set((await host.network.listening().catch(() => [])).map(({ port }) => port));
	const held = await Promise.all(empty.filter((port) => listening.has(port)).map((port) => holderOf(host, project, port)));
	const heldPorts = held.filter((one) => one !== undefined);
	return heldPorts.length === 0 ? rest : { ...rest, heldPorts };
}

function emptyPorts(project: ProjectSnapshot): readonly number[] {
	const { site } = project;
	if (site === undefined || site.closed) return [];
	const taken = new Set(
		liveReplicas(project)
			.filter(({ health }) => isRunning(health) && health !== 'restarting')
			.map(({ port }) => port),
	);
	return site.ports.filter((port) => !taken.has(port));
}

/** A replica that has started again since the last look holds its port rightly. */
async function holderOf(
	host: Pick<WatchedHost, 'docker' | 'network'>,
	{ name, ports }: ProjectSnapshot,
	port: number,
): Promise<HeldPort | undefined> {
	const at = ports && replicaAt(ports, port);
	if (at === undefined) return undefined;
	const container = containerNameOf(name, at.berth, at.index);
	const holder = await findHolder(host, port);
	return holder === `container ${container}` ? undefined : { port, container, holder };
}
