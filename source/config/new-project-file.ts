import { stringify } from 'yaml';
import type { ServiceName } from '../model/project.ts';

/** What the operator said about a new project. Sizes and commands as they are typed. */
export interface ProjectAnswers {
	readonly name: string;
	readonly domains: readonly string[];
	/** True: it gets a proxy of its own, for whatever stands in front. */
	readonly innerProxy?: boolean;
	/** Pulled from a registry: a repository without a tag. */
	readonly image?: string;
	/** Built on this server from the release directory; taken for granted without `image`. */
	readonly build?: true | { readonly context: string; readonly dockerfile: string };
	/** The port the app listens on in its container. */
	readonly port: number;
	readonly replicas: number;
	/** Default `/health`. */
	readonly healthPath?: string;
	/** `true`, or the image to run instead of the usual one. */
	readonly services: Readonly<Partial<Record<ServiceName, string | true>>>;
	/** `512m` */
	readonly memory?: string;
	/** Cores. */
	readonly cpus?: number;
	/** `alembic upgrade head`, or its words. */
	readonly migrate?: string | readonly string[];
	/** How long old connections may go on after a deploy: `30s`. */
	readonly drain?: string;
}

/** A first `project.yml` with comments; `parseProject` judges the answers. */
export function renderProjectFile(answers: ProjectAnswers): string {
	const parts = [
		identity(answers),
		origin(answers),
		running(answers),
		health(answers),
		migration(answers),
		sizes(answers),
		rights,
		services(answers),
		rest,
		endings(answers),
	];
	return `${parts.join('\n\n')}\n`;
}

function identity({ name, domains, innerProxy }: ProjectAnswers): string {
	return [
		`# The project ${name}, as Berth runs it. Change it, then: berth deploy ${name} VERSION`,
		`name: ${flow(name)}`,
		'# Host names of the site; health checks ask for the first.',
		`domains: ${flow(domains)}`,
		...(innerProxy === true ? ['# It has an nginx of its own, for whatever stands in front: TLS ends there.', 'proxy: inner'] : []),
	].join('\n');
}

function origin({ image, build }: ProjectAnswers): string {
	if (image !== undefined) return `# Pulled as image:VERSION.\nimage: ${flow(image)}`;
	const from = build === undefined || build === true ? { context: '.', dockerfile: 'Dockerfile.prod' } : build;
	return `# Built on this server from releases/VERSION.\nbuild: ${flow(from)}`;
}

function running({ port, replicas }: ProjectAnswers): string {
	return [
		'# The port the app listens on inside its container.',
		`port: ${port}`,
		'# 1 to 16 containers side by side.',
		`replicas: ${replicas}`,
	].join('\n');
}

function health({ healthPath }: ProjectAnswers): string {
	return [
		'# A replica is healthy when GET path succeeds twice in a row; timeout is for all replicas together.',
		`health: ${flow({ path: healthPath ?? '/health', timeout: '60s' })}`,
	].join('\n');
}

function migration({ migrate }: ProjectAnswers): string {
	const why = '# Run once, in the new image, before it gets traffic.';
	if (migrate === undefined) return `${why}\n# migrate: {command: [alembic, upgrade, head], timeout: 5m}`;
	return `${why}\nmigrate: ${flow({ command: typeof migrate === 'string' ? migrate : [...migrate], timeout: '5m' })}`;
}

function sizes({ memory, cpus }: ProjectAnswers): string {
	const why = '# For each replica; during a deploy both releases run.';
	if (memory === undefined && cpus === undefined) return `${why}\n# limits: {memory: 512m, reserve: 256m, cpus: 1}`;
	return `${why}\nlimits: ${flow({ ...(memory !== undefined && { memory }), ...(cpus !== undefined && { cpus }) })}`;
}

const rights = `# Replicas run confined: few capabilities, no new privileges, at most 1024 processes (limits.pids). Tighter, or looser where the app needs it:
# security: {user: 1000, readOnly: true, capabilities: [NET_RAW], privileges: true}`;

function services({ services }: ProjectAnswers): string {
	const why = '# Started once and left alone by deploys; the app finds them by DATABASE_URL and REDIS_URL.';
	const lines = Object.entries(services).map(([service, image]) => `  ${service}: ${image === true ? 'true' : flow({ image })}`);
	return [why, ...(lines.length === 0 ? ['# services: {postgres: true, redis: true}'] : ['services:', ...lines])].join('\n');
}

const rest = `# Settings that are no secrets; secrets belong into .env. \${NAME} is filled in from .env, $$ is a dollar.
# environment: {LOG_LEVEL: info}

# Directories of this project inside the containers.
# volumes: ["volumes/models:/app/models:ro"]

# site:
#   webSockets: [/ws/]            # no buffering, open for up to 7 days
#   auth: [/api/auth/login]       # at most 5 requests a second from one address
#   limited: [/api/]              # at most 10 requests a second from one address
#   bodyLimit: 100m
#   readTimeout: 300s`;

function endings({ drain }: ProjectAnswers): string {
	return [
		'# How long old connections may go on after a deploy; from SIGTERM to SIGKILL; releases kept for a roll back.',
		drain === undefined ? '# drain: 30s' : `drain: ${flow(drain)}`,
		'# grace: 10s',
		'# keep: 3',
	].join('\n');
}

/** One line of YAML, quoted where it must be. */
function flow(value: unknown): string {
	return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
