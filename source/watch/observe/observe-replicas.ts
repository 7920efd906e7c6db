import type { ContainerDetail, ContainerSummary, WatchedHost } from '../../host/host.ts';
import { type ContainerIdentity, identityOf } from '../../model/container-identity.ts';
import { type PortBlock, replicaPort } from '../../model/ports.ts';
import type { Replica, ServiceContainer } from '../../model/replica.ts';
import type { Mask } from '../mask.ts';
import { dockerHealth, isPlainlyRunning, troubleOf } from './container-health.ts';

/** What is known of a project besides its containers. */
export interface ReplicaSetting {
	readonly ports: PortBlock | undefined;
	/** Epoch ms. */
	readonly now: number;
	/** Takes out what must not be shown of what a container says; asked for only if one says something. */
	readonly mask?: () => Promise<Mask>;
	/** The network that all are to be connected to, and its id if it is there. */
	readonly network: { readonly name: string; readonly id: string | undefined };
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
	docker: WatchedHost['docker'],
	containers: readonly ContainerSummary[],
	setting: ReplicaSetting,
): Promise<ProjectContainers> {
	const known = containers.flatMap((container) => {
		const identity = identityOf(container);
		return identity === undefined ? [] : [{ container, identity }];
	});
	const seen = await Promise.all(
		known.map(async (one) => ({
			...one,
			detail: isPlainlyRunning(one.container, setting.now)
				? undefined
				: await docker.inspect(one.container.id).then(
						(detail) => detail && withoutSecrets(detail, setting),
						() => undefined,
					),
		})),
	);
	const replicas = seen.flatMap((one) => replicaOf(one, setting) ?? []);
	const services = seen.flatMap((one) => serviceOf(one, setting) ?? []);
	replicas.sort((left, right) => left.berth.localeCompare(right.berth) || left.index - right.index);
	services.sort((left, right) => left.name.localeCompare(right.name));
	return { replicas, services };
}

/** Before any of it is cut: a piece of a secret is not known again. */
async function withoutSecrets(detail: ContainerDetail, { mask: maskOf }: ReplicaSetting): Promise<ContainerDetail> {
	const { error, healthOutput } = detail;
	if (maskOf === undefined || (error === '' && !healthOutput)) return detail;
	const mask = await maskOf();
	return { ...detail, error: mask(error), ...(healthOutput !== undefined && { healthOutput: mask(healthOutput) }) };
}

interface SeenContainer {
	readonly container: ContainerSummary;
	readonly identity: ContainerIdentity;
	readonly detail: ContainerDetail | undefined;
}

function replicaOf({ container, identity, detail }: SeenContainer, setting: ReplicaSetting): Replica | undefined {
	const release = container.labels['berth.release'];
	if (identity.kind !== 'replica' || release === undefined) return undefined;
	const { project, berth, index } = identity;
	const cutOff = isCutOff(container, setting);
	const reason = (detail && troubleOf(container, detail)) ?? (cutOff && container.state === 'running' ? cutOffWords(setting) : undefined);
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
		...(container.state === 'paused' && { paused: true }),
		restarts: detail?.restarts ?? 0,
		...(startedAt !== undefined && { startedAt }),
		...(cutOff && { cutOff: true }),
	};
}

/** Docker starts no container again whose network was removed, also where there is another of the same name by now. */
function isCutOff({ networks }: ContainerSummary, { network: { name, id } }: ReplicaSetting): boolean {
	if (networks === undefined) return false;
	const own = networks[name];
	return own === undefined || (own !== '' && own !== id);
}

function cutOffWords({ network: { name } }: ReplicaSetting): string {
	return `cut off from its network ${name}`;
}

function serviceOf({ container, identity, detail }: SeenContainer, setting: ReplicaSetting): ServiceContainer | undefined {
	if (identity.kind !== 'service') return undefined;
	const port = container.ports[0]?.host;
	return {
		id: container.id,
		name: container.name,
		service: identity.service,
		health: dockerHealth(container, detail),
		...(port !== undefined && { port }),
		...(isCutOff(container, setting) && { cutOff: true }),
	};
}
