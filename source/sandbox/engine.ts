import type { Command } from '../host/host.ts';
import { ensureCompose } from './compose-plugin.ts';
import { type EnginePaths, enginePaths } from './engine-paths.ts';
import { pingEngine, privateEnginePid, startPrivateEngine } from './private-engine.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { stopPrivateEngine } from './stop-private-engine.ts';

/** The Docker engine the sandbox works with. */
export interface SandboxEngine {
	/** `unix:///…`, or whatever DOCKER_HOST says. */
	readonly host: string;
	/** DOCKER_CONFIG directory that holds the Compose plugin, if it is not installed for all. */
	readonly config?: string;
	/** True if the sandbox started it, so that `stopEngine` ends it. */
	readonly own: boolean;
	/** Process of our own dockerd. */
	readonly pid?: number;
}

/** How the engine is to be. */
export interface EngineOptions extends SandboxWorld {
	/** Containers of our own engine outlive its restart. Default false. */
	readonly liveRestore?: boolean;
	/** Host of an engine to prefer; default the variable DOCKER_HOST. */
	readonly dockerHost?: string | undefined;
	/** Always an engine of our own, even if another one answers. Default false. */
	readonly isPrivate?: boolean;
}

const defaultHost = 'unix:///var/run/docker.sock';

/**
 * The engine that answers, else one of our own, installed first where it is missing; with a Compose to go with it.
 * Throws a `Failure` that says what is missing and how to get it.
 */
export async function ensureEngine(options: EngineOptions): Promise<SandboxEngine> {
	const paths = enginePaths(options.directory);
	const host = await findEngine(options, paths);
	if (host === undefined) await startPrivateEngine(options, paths, options.liveRestore ?? false);
	const config = await ensureCompose(options);
	const pid = await privateEnginePid(options, paths);
	const ownHost = `unix://${paths.socket}`;
	const own = pid !== undefined && (host === undefined || host === ownHost);
	return { host: host ?? ownHost, own, ...(config !== undefined && { config }), ...(own && { pid }) };
}

/** Ends the engine that the sandbox in `directory` started, if it did, and removes all of it. Other engines are left alone. */
export function stopEngine(world: SandboxWorld): Promise<void> {
	return stopPrivateEngine(world, enginePaths(world.directory));
}

/** A `docker` command for this engine. */
export function dockerCommand(engine: SandboxEngine, ...words: string[]): Command {
	const config = engine.config === undefined ? [] : ['--config', engine.config];
	return ['docker', ...config, '--host', engine.host, ...words];
}

async function findEngine(options: EngineOptions, paths: EnginePaths): Promise<string | undefined> {
	const preferred = options.dockerHost ?? process.env.DOCKER_HOST;
	const others = options.isPrivate ? [] : [preferred, defaultHost];
	const own = (await privateEnginePid(options, paths)) === undefined ? undefined : `unix://${paths.socket}`;
	for (const host of [others[0], own, others[1]]) {
		if (host !== undefined && host !== '' && (await pingEngine(options, host)) !== undefined) return host;
	}
	return undefined;
}
