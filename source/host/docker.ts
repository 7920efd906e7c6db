import { createDockerContainers } from './docker-containers.ts';
import { engineEvents } from './docker-events.ts';
import { execInContainer } from './docker-exec.ts';
import { createDockerImages } from './docker-images.ts';
import { containerLogs, eachLine } from './docker-logs.ts';
import { createDockerNetworks } from './docker-networks.ts';
import { createEngine, type EngineOptions } from './engine.ts';
import type { Commands, Docker } from './host.ts';

/** The engine by its API; `commands` run the `docker` program for what the API alone does badly. */
export function createDocker(commands: Commands, options: EngineOptions = {}): Docker {
	const engine = createEngine(options);
	return {
		async info() {
			const found = await engine.ask('describe itself', (docker) => docker.info());
			return { version: found.ServerVersion, cgroup: found.CgroupVersion === '2' ? 2 : 1, cgroupDriver: found.CgroupDriver };
		},
		...createDockerContainers(engine),
		...createDockerImages(engine, commands),
		...createDockerNetworks(engine),
		events: (signal) => engineEvents(engine, signal),
		logs: (id, logOptions) => eachLine(containerLogs(engine, id, logOptions)),
		logBatches: (id, logOptions) => containerLogs(engine, id, logOptions),
		exec: (id, command, timeout) => execInContainer(engine, id, command, timeout),
	};
}
