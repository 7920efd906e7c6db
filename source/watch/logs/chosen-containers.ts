import type { ContainerSummary } from '../../host/host.ts';
import type { LogQuery } from './log-entry.ts';

/** True while a container can write lines. */
export function canWrite({ state }: ContainerSummary): boolean {
	return state === 'running' || state === 'restarting' || state === 'paused';
}

/**
 * The replicas whose lines are asked for. Where no berth is named, one of which nothing runs any more is left out, as is the
 * release before the present one, unless nothing runs at all.
 */
export function chosenContainers(
	containers: readonly ContainerSummary[],
	{ berth, replica }: Pick<LogQuery, 'berth' | 'replica'>,
): readonly ContainerSummary[] {
	const replicas = containers.filter(({ labels }) => labels['berth.replica'] !== undefined && labels['berth.berth'] !== undefined);
	const running = new Set(replicas.filter(canWrite).map(({ labels }) => labels['berth.berth']));
	return replicas.filter(({ labels }) => {
		if (replica !== undefined && Number(labels['berth.replica']) !== replica) return false;
		if (berth !== undefined) return labels['berth.berth'] === berth;
		return running.size === 0 || running.has(labels['berth.berth']);
	});
}
