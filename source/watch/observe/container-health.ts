import type { ContainerDetail, ContainerSummary } from '../../host/host.ts';
import { printableText } from '../../model/printable-text.ts';
import type { Health } from '../../model/replica.ts';

/** Exit codes of a process that was asked to end: by itself, SIGINT, SIGKILL, SIGTERM. */
const endedOnRequest: ReadonlySet<number> = new Set([0, 130, 137, 143]);

/** What Docker alone knows of a container's health; `detail` tells a stopped container from one that died. */
export function dockerHealth(container: ContainerSummary, detail?: ContainerDetail): Health {
	switch (container.state) {
		case 'running':
			return healthCheckOf(container.status);
		case 'restarting':
			return 'restarting';
		case 'paused':
			return 'unhealthy';
		case 'created':
			return detail === undefined || detail.error === '' ? 'stopped' : 'exited';
		default:
			return detail !== undefined && !wasStoppedByBerth(container, detail) && died(detail) ? 'exited' : 'stopped';
	}
}

/** True for a container that Berth has stopped, whatever its process said to that. */
function wasStoppedByBerth({ state }: ContainerSummary, { startsWithEngine }: ContainerDetail): boolean {
	return state === 'exited' && startsWithEngine === false;
}

function healthCheckOf(status: string): Health {
	if (status.includes('(healthy)')) return 'healthy';
	if (status.includes('(unhealthy)')) return 'unhealthy';
	return status.includes('(health: starting)') ? 'starting' : 'unknown';
}

function died(detail: ContainerDetail): boolean {
	return detail.outOfMemory || detail.error !== '' || !endedOnRequest.has(detail.exitCode);
}

/** Why a container is not well, in a few words; `undefined` if nothing is known against it. */
export function troubleOf(container: ContainerSummary, detail: ContainerDetail): string | undefined {
	if (container.state === 'paused') return 'paused';
	const restarts = detail.restarts > 0 ? `, restarted ${detail.restarts} ${detail.restarts === 1 ? 'time' : 'times'}` : '';
	if (detail.outOfMemory) return `out of memory${restarts}`;
	if (detail.error !== '') return startErrorOf(detail.error);
	if (wasStoppedByBerth(container, detail)) return undefined;
	if (container.state !== 'running') return died(detail) ? `exited with ${detail.exitCode}${restarts}` : undefined;
	if (!container.status.includes('(unhealthy)')) return undefined;
	const output = lastLineOf(detail.healthOutput ?? '');
	return output === '' ? 'its health check fails' : `health check: ${output}`;
}

/** Docker's sentence about a failed start is long; a taken port is the usual reason. */
function startErrorOf(error: string): string {
	const port = takenPortOf(error);
	return port === undefined ? lastLineOf(error) : `port ${port} is taken`;
}

/** The port that Docker could not bind, if that is what its sentence about a failed start says. */
export function takenPortOf(error: string): number | undefined {
	const port =
		/:(\d+)(?:[^:]*): (?:bind: )?(?:port is already allocated|address already in use)|:(\d+) failed: port is already allocated/.exec(error);
	return port === null ? undefined : Number(port[1] ?? port[2]);
}

function lastLineOf(text: string): string {
	const line = printableText(text).trim().split('\n').at(-1)?.trim() ?? '';
	return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

const units: Readonly<Record<string, number>> = {
	second: 1000,
	minute: 60_000,
	hour: 3_600_000,
	day: 86_400_000,
	week: 7 * 86_400_000,
	month: 30 * 86_400_000,
	year: 365 * 86_400_000,
};

/** Compose creates all containers before it starts the first. */
const startDelay = 10_000;

/**
 * True if a container runs without trouble since it was created, as far as the list tells: then there is no need to
 * inspect it. Docker rounds the time in `Up 3 hours` to its unit.
 */
export function isPlainlyRunning(container: ContainerSummary, now: number): boolean {
	if (container.state !== 'running' || container.status.includes('(unhealthy)')) return false;
	const [, count = '', unit = ''] =
		/^Up (?:Less than )?(\d+|an?|About an?) (second|minute|hour|day|week|month|year)/i.exec(container.status) ?? [];
	const size = units[unit];
	if (size === undefined) return false;
	const up = (Number.parseInt(count, 10) || 1) * size;
	return now - container.createdAt <= up + size + startDelay;
}
