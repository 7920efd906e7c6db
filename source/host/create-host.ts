import { join } from 'node:path';
import { cacheDirectory } from './base-directory.ts';
import { systemClock } from './clock.ts';
import { createCommands } from './commands.ts';
import { composeVariables, createCompose } from './compose.ts';
import { createDocker } from './docker.ts';
import { createFiles } from './files.ts';
import type { Host } from './host.ts';
import { systemHttp } from './http.ts';
import { systemLocks } from './locks.ts';
import { createMachine } from './machine.ts';
import { createNetwork } from './network.ts';
import { createOperatorTerminal } from './operator-terminal.ts';
import { createProcesses } from './processes.ts';
import { systemRandom } from './random.ts';
import { createReadings, shortReadings } from './readings.ts';

/** Which build this is: the bundle has it in place of the variable. */
const build = process.env.BERTH_BUILD;
const readings = build === undefined ? shortReadings() : createReadings(join(cacheDirectory(process.env), 'readings.json'), build);

export interface HostOptions {
	/** Directory of the projects: apps and other users may write below it. */
	readonly projects?: string;
	/** `unix:///…`; else `DOCKER_HOST`, else the default socket. */
	readonly dockerHost?: string;
	/** Directory of Docker's client configuration; else `DOCKER_CONFIG`, else `~/.docker`. */
	readonly dockerConfig?: string;
}

/** The real outside world. Costs nothing until it is used: execa and dockerode are loaded by their first call. */
export function createHost({ projects, dockerHost, dockerConfig }: HostOptions = {}): Host {
	const env = { ...(dockerHost && { DOCKER_HOST: dockerHost }), ...(dockerConfig && { DOCKER_CONFIG: dockerConfig }) };
	const commands = createCommands({ env });
	const docker = createDocker(commands, dockerHost ? { host: dockerHost } : {});
	return {
		clock: systemClock,
		random: systemRandom,
		files: createFiles(projects),
		readings,
		commands,
		docker,
		compose: createCompose(createCommands({ env, inherit: composeVariables }), docker, dockerConfig),
		http: systemHttp,
		network: createNetwork(),
		machine: createMachine(),
		processes: createProcesses(commands, { env }),
		locks: systemLocks,
		terminal: createOperatorTerminal(docker, { env }),
	};
}
