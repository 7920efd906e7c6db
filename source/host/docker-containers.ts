import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { readContainerProcesses, signalContainer } from './container-processes.ts';
import { containerDetail, containerSummary } from './docker-answers.ts';
import { eventsOf } from './docker-events.ts';
import type { Engine } from './engine.ts';
import type { ContainerDetail, Docker, EngineEvent } from './host.ts';

type DockerContainers = Pick<Docker, 'containers' | 'inspect' | 'inspectEnded' | 'top' | 'start' | 'stop' | 'unpause' | 'kill' | 'remove'>;

/** So long before its end the memory of a container may have run out for the first time, ms. */
const endsRemembered = 600_000;

interface Processes {
	readonly Processes?: readonly (readonly string[])[];
}

/** Added to a stop's grace before the engine counts as silent, ms. */
const stopMargin = 30_000;

/** Containers: what is there, and their life. */
export function createDockerContainers(engine: Engine): DockerContainers {
	return {
		async containers(labels = {}) {
			const label = Object.entries(labels).map(([name, value]) => (value === true ? name : `${name}=${value}`));
			const query = new URLSearchParams({ all: 'true', filters: JSON.stringify({ label }) });
			const found = await engine.read<readonly ContainerInfo[]>('list containers', `/containers/json?${query}`);
			return found.map(containerSummary);
		},
		inspect,
		async inspectEnded(id) {
			const detail = await inspect(id);
			if (detail === undefined || detail.restarts === 0) return detail;
			return { ...detail, ...(await lastEnd(engine, detail)) };
		},
		async top(id, isDeep) {
			const detail = await inspect(id);
			if (detail?.running !== true) return [];
			const local = readContainerProcesses(detail.id, detail.pid, isDeep);
			if (local !== undefined) return local;
			const found: Processes | undefined = await engine.find(
				`list the processes of container ${id}`,
				(docker, abortSignal) => docker.getContainer(id).top({ ps_args: '-eo pid,args', abortSignal }),
				[404, 409],
			);
			return (found?.Processes ?? []).map(([pid = '', command = '']) => ({ pid: Number(pid), command }));
		},
		...containerLife(engine),
		async unpause(id) {
			// Asked of a container that is not paused, the engine gives an error like any other.
			if ((await inspect(id))?.paused !== true) return;
			await engine.find(`unpause container ${id}`, (docker, abortSignal) => docker.getContainer(id).unpause({ abortSignal }), [404, 409]);
		},
		async kill(id, signal) {
			const detail = signal === 'SIGHUP' ? await inspect(id) : undefined;
			if (detail?.running === true && signalContainer(detail.id, detail.pid, signal)) return;
			await engine.find(`kill container ${id}`, (docker, abortSignal) => docker.getContainer(id).kill({ signal, abortSignal }), [404, 409]);
		},
	};

	async function inspect(id: string): Promise<ContainerDetail | undefined> {
		const path = `/containers/${encodeURIComponent(id)}/json`;
		const found = await engine.readIfThere<ContainerInspectInfo>(`describe container ${id}`, path, [404]);
		return found && containerDetail(found);
	}
}

/** Docker forgets an exit code when it starts the container again, and old versions also that memory ran out; its events say both. */
async function lastEnd(engine: Engine, detail: ContainerDetail): Promise<Partial<ContainerDetail>> {
	const { id, endedAt = 0, exitCode, outOfMemory, restarting } = detail;
	const filters = JSON.stringify({ container: [id], event: ['die', 'oom'] });
	const times = { since: String(Math.max(0, endedAt - endsRemembered) / 1000), until: String((endedAt + 1000) / 1000) };
	const events = await eventsOf(engine, new URLSearchParams({ filters, ...times })).catch((): readonly EngineEvent[] => []);
	const place = events.findLastIndex(({ action }) => action === 'die');
	const code = restarting ? undefined : events[place]?.labels.exitCode;
	return { exitCode: Number(code ?? exitCode), outOfMemory: outOfMemory || events[place - 1]?.action === 'oom' };
}

/** Each may be asked again after it has happened: 304 is "already so", 404 "gone", 409 "not running" or "being removed". */
function containerLife(engine: Engine): Pick<Docker, 'start' | 'stop' | 'remove'> {
	return {
		async start(id) {
			const start = `start container ${id}`;
			await restartWithEngine(engine, id, 'unless-stopped', start);
			await engine.find(start, (docker, abortSignal) => docker.getContainer(id).start({ abortSignal }), [304]);
		},
		async stop(id, grace) {
			const stop = `stop container ${id}`;
			await restartWithEngine(engine, id, 'no', stop);
			await engine.find(
				stop,
				(docker, abortSignal) => docker.getContainer(id).stop({ t: Math.ceil(grace / 1000), abortSignal }),
				[304, 404],
				{ limit: grace + stopMargin },
			);
		},
		remove: (id) =>
			engine.find(
				`remove container ${id}`,
				(docker, abortSignal) => docker.getContainer(id).remove({ force: true, v: true, abortSignal }),
				[404, 409],
			),
	};
}

/**
 * An engine that goes down ends containers by itself, and forgets that somebody stopped one that had just ended: without this
 * it would come back with the engine.
 */
async function restartWithEngine(engine: Engine, id: string, policy: 'no' | 'unless-stopped', what: string): Promise<void> {
	await engine.find(
		what,
		(docker, abortSignal) => docker.getContainer(id).update({ RestartPolicy: { Name: policy }, abortSignal }),
		[304, 404, 409],
	);
}
