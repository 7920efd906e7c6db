import { basename, dirname } from 'node:path';
import type { Limits, Project, ProjectProxy, Security, Service, Site } from '../model/project.ts';
import { withControlCharacters } from './control-characters.ts';
import { configFailure, type Mistake, mistakesOf } from './mistakes.ts';
import { contradictionsOf, missingOrDouble } from './project-rules.ts';
import { type ProjectFile, projectKeys, projectSchema } from './project-schema.ts';
import { readYaml } from './yaml-source.ts';

/** Reads `project.yml`. Throws one `config` failure that names every mistake with its line and key. */
export function parseProject(text: string, path: string): Project {
	const source = readYaml(text, path, ['environment']);
	const parsed = projectSchema.safeParse(source.value);
	const mistakes: readonly Mistake[] = withControlCharacters(source.value, [
		...(parsed.success ? contradictionsOf(parsed.data) : mistakesOf(parsed.error, projectKeys)),
		...missingOrDouble(source.value, basename(dirname(path))),
	]);
	if (!parsed.success || mistakes.length > 0) {
		throw configFailure(
			path,
			mistakes.map((mistake) => ({ ...mistake, line: source.lineOf(mistake.path) })),
		);
	}
	return projectOf(parsed.data);
}

function projectOf(file: ProjectFile): Project {
	const { postgres, redis } = file.services;
	const proxy = proxyOf(file);
	return {
		name: file.name,
		domains: file.domains ?? (file.domain === undefined ? [] : [file.domain]),
		tls: file.tls,
		...(proxy !== undefined && { proxy }),
		source:
			file.image === undefined
				? { kind: 'build', context: file.build?.context ?? '.', dockerfile: file.build?.dockerfile ?? 'Dockerfile.prod' }
				: { kind: 'image', repository: file.image },
		port: file.port,
		replicas: file.replicas,
		...(file.command !== undefined && { command: file.command }),
		health: file.health,
		...(file.migrate !== undefined && { migrate: file.migrate }),
		drain: file.drain,
		grace: file.grace,
		keep: file.keep,
		limits: limitsOf(file.limits),
		security: securityOf(file.security),
		environment: file.environment ?? {},
		volumes: file.volumes ?? [],
		services: {
			...(postgres !== undefined && { postgres: serviceOf(postgres) }),
			...(redis !== undefined && { redis: serviceOf(redis) }),
		},
		site: siteOf(file.site),
	};
}

function proxyOf({ proxy }: ProjectFile): ProjectProxy | undefined {
	if (proxy?.driver !== 'inner') return undefined;
	const { driver, port } = proxy;
	return { driver, ...(port !== undefined && { port }) };
}

function securityOf({ user, ...rest }: ProjectFile['security']): Security {
	return { ...rest, ...(user !== undefined && { user }) };
}

function limitsOf({ memory, reserve, cpus, pids }: ProjectFile['limits']): Limits {
	return {
		...(memory !== undefined && { memory }),
		...(reserve !== undefined && { memoryReservation: reserve }),
		...(cpus !== undefined && { cpus }),
		...(pids !== undefined && { pids }),
	};
}

function serviceOf({ image, limits }: { readonly image: string; readonly limits: ProjectFile['limits'] }): Service {
	return { image, limits: limitsOf(limits) };
}

function siteOf({ webSockets, auth, limited, bodyLimit, readTimeout, hsts }: ProjectFile['site']): Site {
	const named = [...webSockets, ...auth];
	return {
		webSocketPaths: webSockets,
		authPaths: auth,
		limitedPaths: limited ?? ['/api/'].filter((path) => !named.includes(path)),
		bodyLimit,
		readTimeout,
		hsts: { includeSubDomains: false, preload: false, ...hsts, always: hsts !== undefined },
	};
}
