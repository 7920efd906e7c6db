import type { PortBlock } from '../model/ports.ts';
import type { Project, Service, ServiceName } from '../model/project.ts';
import { startAsRoot } from '../model/rights.ts';
import { confinementKeys } from './compose-confinement.ts';
import { composeText, limitKeys, literal, loggingOf, variable } from './compose-yaml.ts';
import { sizeText } from './units.ts';

/** What the compose file of a project's PostgreSQL and Redis is made of. */
export interface ServicesCompose {
	readonly project: Project;
	/** The project's directory. */
	readonly directory: string;
	readonly ports: PortBlock;
	/** The project's network, which exists already. */
	readonly network: string;
}

/**
 * The compose file of PostgreSQL and Redis, for compose 2 and 1.29; a project without both needs none. It holds no secret:
 * `${…}` is filled in from `.env` when compose reads it, `$$…` by the shell inside the container.
 */
export function renderServicesCompose(options: ServicesCompose): string {
	const { project, directory, network } = options;
	const { postgres, redis } = project.services;
	const comment = `PostgreSQL and Redis of ${project.name}. Started once, left alone by deploys.
By hand: docker compose -p ${project.name} --env-file ${directory}/.env -f ${directory}/docker-compose.prod.yml ps`;
	return composeText(comment, {
		services: {
			...(postgres !== undefined && { postgres: postgresService(options, postgres) }),
			...(redis !== undefined && { redis: redisService(options, redis) }),
		},
		networks: { project: { external: true, name: network } },
	});
}

function common({ project, directory }: ServicesCompose, service: ServiceName, { limits }: Service, data: string) {
	return {
		container_name: `${project.name}-${service}`,
		restart: 'unless-stopped',
		volumes: [`${literal(directory)}/volumes/${service}:${data}`],
		networks: { project: { aliases: [service] } },
		labels: { 'berth.project': project.name, 'berth.service': service },
		logging: loggingOf(3, ['berth.project', 'berth.service']),
		...limitKeys(limits),
		...confinementKeys({ capabilities: startAsRoot, ...(limits.pids !== undefined && { pids: limits.pids }) }),
	};
}

function postgresService(options: ServicesCompose, service: Service) {
	return {
		image: service.image,
		...common(options, 'postgres', service, '/var/lib/postgresql/data'),
		environment: {
			POSTGRES_USER: variable('POSTGRES_USER'),
			POSTGRES_PASSWORD: variable('POSTGRES_PASSWORD'),
			POSTGRES_DB: variable('POSTGRES_DB'),
		},
		ports: [`127.0.0.1:${options.ports.postgres}:5432`],
		// Over TCP: while the database is first set up, the socket answers already.
		healthcheck: healthcheck('pg_isready -h 127.0.0.1 -U "$$POSTGRES_USER" -d "$$POSTGRES_DB"'),
		// A checkpoint may take a while; SIGKILL would mean a recovery at the next start.
		stop_grace_period: '60s',
	};
}

function redisService(options: ServicesCompose, service: Service) {
	return {
		image: service.image,
		...common(options, 'redis', service, '/data'),
		environment: { REDIS_PASSWORD: variable('REDIS_PASSWORD') },
		command: ['sh', '-c', redisStart(service.limits.memory)],
		ports: [`127.0.0.1:${options.ports.redis}:6379`],
		healthcheck: healthcheck('REDISCLI_AUTH="$$REDIS_PASSWORD" redis-cli ping | grep -q PONG'),
		stop_grace_period: '30s',
	};
}

const usualMemory = 256 * 1024 ** 2;

/**
 * Gives Redis its password by standard input: in its arguments every user of the server could read it. The image's entrypoint
 * is called again because it drops root only when the command is `redis-server`.
 */
function redisStart(limit: number | undefined): string {
	const memory = limit === undefined ? usualMemory : Math.min(usualMemory, Math.floor((limit * 3) / 4));
	return [
		'exec docker-entrypoint.sh redis-server - <<END',
		'dir /data',
		'appendonly yes',
		'requirepass "$$REDIS_PASSWORD"',
		`maxmemory ${sizeText(memory).replace(/([kmg])$/, '$1b')}`,
		'maxmemory-policy allkeys-lru',
		'END',
	].join('\n');
}

function healthcheck(command: string) {
	return { test: ['CMD-SHELL', command], interval: '10s', timeout: '5s', retries: 5, start_period: '10s' };
}
