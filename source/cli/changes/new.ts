import { Option } from 'commander';
import { renderProjectFile } from '../../config/new-project-file.ts';
import type { ServiceName } from '../../model/project.ts';
import { type AddCommand, parseAmount, parseCount } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

interface NewOptions extends ChangeOptions {
	readonly domain: readonly string[];
	readonly proxy: 'server' | 'inner';
	readonly image?: string;
	readonly build?: string | true;
	readonly dockerfile: string;
	readonly port: number;
	readonly replicas: number;
	readonly health: string;
	readonly postgres?: string | true;
	readonly redis?: string | true;
	readonly memory?: string;
	readonly cpus?: number;
	readonly migrate?: string;
	readonly drain?: string;
}

/** `berth new`: a project from nothing, with ports, network, secrets and services; its site comes with its first deploy. */
export const addNew: AddCommand = (program, run) => {
	const command = program
		.command('new')
		.description('make a new project: ports, network, .env, services')
		.argument('<name>', 'lower-case letters, digits and dashes')
		.requiredOption('--domain <names...>', 'host names of its site, the main one first')
		.addOption(
			new Option('--proxy <which>', 'the nginx of all sites, or one of its own for whatever stands in front')
				.choices(['server', 'inner'])
				.default('server'),
		)
		.addOption(new Option('--image <repository>', 'pull this image; a release’s version is its tag').conflicts('build'))
		.option('--build [context]', 'build from the release directory (the default), or from this directory in it')
		.option('--dockerfile <path>', 'in the build’s context', 'Dockerfile.prod')
		.option('--port <port>', 'the app’s port in its container', parseCount, 8000)
		.option('--replicas <count>', 'containers side by side, up to 16', parseCount, 1)
		.option('--health <path>', 'answers 200 when a replica is ready', '/health')
		.option('--postgres [image]', 'a PostgreSQL of its own')
		.option('--redis [image]', 'a Redis of its own')
		.option('--memory <size>', 'limit of each replica, like 512m')
		.option('--cpus <cores>', 'limit of each replica, like 0.5', parseAmount)
		.option('--migrate <command>', 'run once in each new release before it gets traffic')
		.option('--drain <time>', 'how long old connections may go on after a deploy, like 30s');
	withChangeOptions(command).action(
		run((session, name: string, options: NewOptions) =>
			runChange(session, { kind: 'new', name, projectText: projectText(name, options) }, options),
		),
	);
};

function projectText(name: string, options: NewOptions): string {
	const services: Partial<Record<ServiceName, string | true>> = {
		...(options.postgres !== undefined && { postgres: options.postgres }),
		...(options.redis !== undefined && { redis: options.redis }),
	};
	const context = typeof options.build === 'string' ? options.build : '.';
	return renderProjectFile({
		name,
		domains: options.domain,
		innerProxy: options.proxy === 'inner',
		...(options.image === undefined ? { build: { context, dockerfile: options.dockerfile } } : { image: options.image }),
		port: options.port,
		replicas: options.replicas,
		healthPath: options.health,
		services,
		...(options.memory !== undefined && { memory: options.memory }),
		...(options.cpus !== undefined && { cpus: options.cpus }),
		...(options.migrate !== undefined && { migrate: options.migrate }),
		...(options.drain !== undefined && { drain: options.drain }),
	});
}
