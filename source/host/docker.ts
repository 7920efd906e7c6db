import { createDockerContainers } from './docker-containers.ts';
import { engineEvents } from './docker-events.ts';
import { execInContainer } from './docker-exec.ts';
import { createDockerImages } from './docker-images.ts';
import { containerLogs, eachLine } from './docker-logs.ts';
import { createDockerNetworks } from './docker-networks.ts';
import { createEngine, type EngineOptions } from './engine.ts';
import type { Commands, Docker } from './host.ts';

/**
 * The engine by its API; `commands` run the `docker` program for what the API alone does badly, and `config` is the directory of its
 * settings.
 */
export function createDocker(commands: Commands, { config, ...options }: EngineOptions & { readonly config: string }): Docker {
	const engine = createEngine(options);
	return {
		async info() {
			// Its description would be dearer: for that the engine runs other programs each time.
			const { headers } = (await engine.open('answer', '/_ping')).resume();
			return { version: /^Docker\/(\S+)/.exec(String(headers.server))?.[1] ?? 'unknown' };
		},
		...createDockerContainers(engine),
		...createDockerImages(engine, commands, config),
		...createDockerNetworks(engine),
		events: (signal, span) => engineEvents(engine, signal, span),
		logs: (id, logOptions) => eachLine(containerLogs(engine, id, logOptions)),
		logBatches: (id, logOptions) => containerLogs(engine, id, logOptions),
		exec: (id, command, timeout) => execInContainer(engine, id, command, timeout),
	};
}
