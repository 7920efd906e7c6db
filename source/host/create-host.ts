import { join } from 'node:path';
import { cacheDirectory } from './base-directory.ts';
import { createCertificateFiles } from './certificate-files.ts';
import { childEnvironment } from './child-environment.ts';
import { systemClock } from './clock.ts';
import { createCommands } from './commands.ts';
import { createCompose } from './compose.ts';
import { createDaemons } from './daemons.ts';
import { createDocker } from './docker.ts';
import { type ChosenEngine, engineAccess } from './engine-access.ts';
import { createFiles } from './files.ts';
import type { Host } from './host.ts';
import { systemHttp } from './http.ts';
import { systemLocks } from './locks.ts';
import { createMachine } from './machine.ts';
import { createNetwork } from './network.ts';
import { createOperatorTerminal } from './operator-terminal.ts';
import { homeDirectory } from './own-directory.ts';
import { createProcesses } from './processes.ts';
import { systemRandom } from './random.ts';
import { createReadings, shortReadings } from './readings.ts';

/** Which build this is: the bundle has it in place of the variable. */
const build = process.env.BERTH_BUILD;
const cache = cacheDirectory(process.env);
const readings = build === undefined || cache === undefined ? shortReadings() : createReadings(join(cache, 'readings.json'), build);

export interface HostOptions extends ChosenEngine {
	/** Directory of the projects: apps and other users may write below it. */
	readonly projects?: string;
	/** More directories below which others may write. */
	readonly foreign?: readonly string[];
}

/** The real outside world. Costs nothing until it is used: execa and dockerode are loaded by their first call. */
export function createHost({ projects, foreign, ...chosen }: HostOptions = {}): Host {
	const engine = engineAccess(chosen, process.env);
	const env = childEnvironment(engine, process.env);
	const commands = createCommands(env);
	const config = engine.config ?? join(homeDirectory(process.env), '.docker');
	const docker = createDocker(commands, { ...engine, config });
	const files = createFiles(projects, foreign);
	return {
		clock: systemClock,
		random: systemRandom,
		files,
		certificates: createCertificateFiles(files),
		readings,
		commands,
		docker,
		compose: createCompose(commands, docker, files, config),
		http: systemHttp,
		network: createNetwork(),
		machine: createMachine(),
		processes: createProcesses(commands, { env }),
		daemons: createDaemons(commands),
		locks: systemLocks,
		terminal: createOperatorTerminal(docker, { env }),
	};
}
