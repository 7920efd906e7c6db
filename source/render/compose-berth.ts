import { appVolumes } from '../config/volumes.ts';
import { aliasesIn, type BerthName, composeProjectOf, containerNameOf } from '../model/berth.ts';
import { replicaAddress } from '../model/network-addresses.ts';
import { type PortBlock, replicaPort } from '../model/ports.ts';
import type { Project } from '../model/project.ts';
import { imageOf } from '../model/release.ts';
import { appConfinement } from './compose-confinement.ts';
import { composeText, limitKeys, literal, loggingOf, variable } from './compose-yaml.ts';
import { timeText } from './units.ts';

/** What a berth's compose file is made of. */
export interface BerthCompose {
	readonly project: Project;
	/** The project's directory. */
	readonly directory: string;
	readonly version: string;
	readonly berth: BerthName;
	/** From 1; replica i gets the berth's i-th port. */
	readonly replicas: number;
	readonly ports: PortBlock;
	/** The project's network, which exists already. */
	readonly network: string;
	/** Of that network: replicas get addresses there that stay theirs. */
	readonly subnet?: string;
	/** Names in `.env`: an address of a service that stands there is not made a second time. */
	readonly envKeys?: readonly string[];
}

/**
 * The compose file of one release in one berth: services `backend-1 … backend-N`, and `migrate` if the project has migrations.
 * For compose 2 and 1.29. It holds no secret: `${…}` is filled in from `.env` when compose reads it.
 */
export function renderBerthCompose(options: BerthCompose): string {
	const { project, directory, version, berth, replicas, network } = options;
	const indexes = Array.from({ length: replicas }, (_, index) => index + 1);
	const compose = composeProjectOf(project.name, berth);
	const comment = `${project.name} ${version} in the ${berth} berth. Berth writes this file anew with each deploy.
By hand, as root in this directory: docker compose -p ${compose} --env-file ${directory}/.env -f docker-compose.${berth}.yml ps`;
	return composeText(comment, {
		'x-app': app(options),
		'x-replica': {
			'<<': 'app',
			...(project.command !== undefined && { command: project.command.map(literal) }),
			restart: 'unless-stopped',
			stop_grace_period: timeText(project.grace),
			networks: { project: { aliases: aliasesIn(berth) } },
		},
		services: {
			...Object.fromEntries(indexes.map((index) => [`backend-${index}`, replica(options, index)])),
			...(project.migrate !== undefined && { migrate: migration(options, project.migrate.command) }),
		},
		networks: { project: { external: true, name: network } },
	});
}

function app(options: BerthCompose) {
	const { project, directory, version } = options;
	return {
		image: imageOf(project.name, version),
		// The name is Berth's own: one of that name elsewhere is a stranger's.
		pull_policy: 'never',
		env_file: [`${literal(directory)}/.env`],
		...environment(options),
		volumes: volumes(project, literal(directory)),
		...limitKeys(project.limits),
		...appConfinement(project),
		logging: loggingOf(5, ['berth.project', 'berth.release', 'berth.berth', 'berth.replica']),
	};
}

/** Addresses of the services, then the project's own settings, which win. A `$` in these is compose's, as in `${SECRET_KEY}`. */
function environment({ project, envKeys = [] }: BerthCompose) {
	const { postgres, redis } = project.services;
	const addresses = {
		...(postgres !== undefined && {
			DATABASE_URL: `postgresql://${variable('POSTGRES_USER')}:${variable('POSTGRES_PASSWORD')}@postgres:5432/${variable('POSTGRES_DB')}`,
		}),
		...(redis !== undefined && { REDIS_URL: `redis://:${variable('REDIS_PASSWORD')}@redis:6379/0` }),
	};
	const missing = Object.entries(addresses).filter(([key]) => !envKeys.includes(key));
	const all = { ...Object.fromEntries(missing), ...project.environment };
	return Object.keys(all).length === 0 ? {} : { environment: all };
}

function volumes(project: Project, directory: string): readonly string[] {
	return appVolumes(project.volumes).map(({ from, to, readOnly }) => `${directory}/${from}:${to}${readOnly ? ':ro' : ''}`);
}

function replica({ project, version, berth, ports, subnet }: BerthCompose, index: number) {
	const port = replicaPort(ports, berth, index);
	return {
		'<<': 'replica',
		container_name: containerNameOf(project.name, berth, index),
		ports: [`127.0.0.1:${port}:${project.port}`],
		...(subnet !== undefined && {
			networks: { project: { aliases: aliasesIn(berth), ipv4_address: replicaAddress(subnet, ports, port) } },
		}),
		labels: {
			'berth.project': project.name,
			'berth.release': version,
			'berth.berth': berth,
			'berth.replica': String(index),
			'berth.port': String(port),
		},
	};
}

/** Only run by name: `up` passes over what has a profile. */
function migration({ project, version, berth }: BerthCompose, command: readonly string[]) {
	return {
		'<<': 'app',
		command: command.map(literal),
		profiles: ['migrate'],
		restart: 'no',
		networks: ['project'],
		labels: { 'berth.project': project.name, 'berth.release': version, 'berth.berth': berth, 'berth.role': 'migration' },
	};
}
