import type { ContainerDetail, ContainerSummary, Docker } from '../../host/host.ts';
import type { BerthName } from '../../model/berth.ts';
import { maxReplicas } from '../../model/berth.ts';
import { type PortBlock, replicaPort } from '../../model/ports.ts';
import type { Replica, ServiceContainer } from '../../model/replica.ts';
import { dockerHealth, isPlainlyRunning, troubleOf } from './container-health.ts';

/** What is known of a project besides its containers. */
export interface ReplicaSetting {
	readonly ports: PortBlock | undefined;
	/** Epoch ms. */
	readonly now: number;
}

/** A project's containers, in words of the model. */
export interface ProjectContainers {
	readonly replicas: readonly Replica[];
	readonly services: readonly ServiceContainer[];
}

/**
 * Sorts a project's containers into replicas and services; inspects only those that are not plainly running. A container
 * that vanishes meanwhile, or with it the engine, is shown as the list had it.
 */
export async function observeContainers(
	docker: Docker,
	containers: readonly ContainerSummary[],
	setting: ReplicaSetting,
): Promise<ProjectContainers> {
	const seen = await Promise.all(
		containers.map(async (container) => ({
			container,
			detail: isPlainlyRunning(container, setting.now) ? undefined : await docker.inspect(container.id).catch(() => undefined),
		})),
	);
	const replicas = seen.flatMap(({ container, detail }) => replicaOf(container, detail, setting) ?? []);
	const services = seen.flatMap(({ container, detail }) => serviceOf(container, detail) ?? []);
	replicas.sort((left, right) => left.berth.localeCompare(right.berth) || left.index - right.index);
	services.sort((left, right) => left.name.localeCompare(right.name));
	return { replicas, services };
}

function replicaOf(container: ContainerSummary, detail: ContainerDetail | undefined, setting: ReplicaSetting): Replica | undefined {
	const { 'berth.project': project, 'berth.berth': berth, 'berth.release': release, 'berth.replica': replica } = container.labels;
	const index = Number(replica);
	if (project === undefined || release === undefined || !isBerth(berth)) return undefined;
	if (!Number.isInteger(index) || index < 1 || index > maxReplicas) return undefined;
	const reason = detail && troubleOf(container, detail);
	const startedAt = detail === undefined ? container.createdAt : detail.startedAt;
	return {
		id: container.id,
		name: container.name,
		project,
		berth,
		index,
		release,
		port: Number(container.labels['berth.port']) || (setting.ports === undefined ? 0 : replicaPort(setting.ports, berth, index)),
		imageId: container.imageId,
		health: dockerHealth(container, detail),
		...(reason !== undefined && { reason }),
		restarts: detail?.restarts ?? 0,
		...(startedAt !== undefined && { startedAt }),
	};
}

function serviceOf(container: ContainerSummary, detail: ContainerDetail | undefined): ServiceContainer | undefined {
	const service = container.labels['berth.service'];
	if (service === undefined) return undefined;
	const port = container.ports[0]?.host;
	return {
		id: container.id,
		name: container.name,
		service,
		health: dockerHealth(container, detail),
		...(port !== undefined && { port }),
	};
}

function isBerth(text: string | undefined): text is BerthName {
	return text === 'blue' || text === 'green';
}
