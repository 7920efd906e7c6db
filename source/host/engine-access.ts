import { join } from 'node:path';
import type { EngineAccess } from './child-environment.ts';
import { homeDirectory, isOwn } from './own-directory.ts';

/** What `server.yml` says of the engine. */
export interface ChosenEngine {
	/** `unix:///…` or `tcp://…`; else `DOCKER_HOST`, else the usual socket. */
	readonly dockerHost?: string;
	/** Directory of Docker's client configuration; else `DOCKER_CONFIG`, else `~/.docker`. */
	readonly dockerConfig?: string;
}

/** The engine that is asked by everything. The shell counts only where `server.yml` says nothing; its TLS settings only for its own address. */
export function engineAccess(
	{ dockerHost, dockerConfig }: ChosenEngine,
	shell: Readonly<Record<string, string | undefined>>,
): EngineAccess {
	const { DOCKER_HOST, DOCKER_CONFIG, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH } = shell;
	const host = dockerHost ?? (DOCKER_HOST || 'unix:///var/run/docker.sock');
	const ownConfig = DOCKER_CONFIG !== undefined && isOwn(DOCKER_CONFIG) ? DOCKER_CONFIG : undefined;
	const config = dockerConfig ?? ownConfig;
	const hasTls = dockerHost === undefined && Boolean(DOCKER_TLS_VERIFY) && !host.startsWith('unix:');
	return {
		host,
		...(config !== undefined && { config }),
		...(hasTls && { certificates: DOCKER_CERT_PATH || join(homeDirectory(shell), '.docker') }),
	};
}
