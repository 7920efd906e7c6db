import type { ContainerSummary } from '../../host/host.ts';
import { identityOf } from '../../model/container-identity.ts';
import type { LogQuery } from './log-entry.ts';

/** True while a container can write lines. */
export function canWrite({ state }: ContainerSummary): boolean {
	return state === 'running' || state === 'restarting' || state === 'paused';
}

/**
 * The containers whose lines are asked for. Where no berth is named, one of which nothing runs any more is left out, as is the
 * release before the present one, unless nothing runs at all.
 */
export function chosenContainers(
	containers: readonly ContainerSummary[],
	{ berth, replica, service }: Pick<LogQuery, 'berth' | 'replica' | 'service'>,
): readonly ContainerSummary[] {
	if (service !== undefined) return containers.filter((container) => isService(container, service));
	const replicas = containers.flatMap((container) => {
		const identity = identityOf(container);
		return identity?.kind === 'replica' ? [{ container, identity }] : [];
	});
	const running = new Set(replicas.filter(({ container }) => canWrite(container)).map(({ identity }) => identity.berth));
	const chosen = replicas.filter(({ identity }) => {
		if (replica !== undefined && identity.index !== replica) return false;
		if (berth !== undefined) return identity.berth === berth;
		return running.size === 0 || running.has(identity.berth);
	});
	return chosen.map(({ container }) => container);
}

function isService(container: ContainerSummary, service: string): boolean {
	const identity = identityOf(container);
	return identity?.kind === 'service' && identity.service === service;
}
