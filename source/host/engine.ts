import type { IncomingMessage } from 'node:http';
import type Dockerode from 'dockerode';
import { Failure } from '../model/failure.ts';
import { createEngineReader, engineAddress, textOf } from './engine-reader.ts';
import { errnoOf, messageOf } from './errno.ts';

export interface EngineOptions {
	/** `unix:///…` or `tcp://…`. */
	readonly host: string;
	/** Directory with the certificates of an engine that is asked by TLS. */
	readonly certificates?: string;
	/** Longest wait for an answer that is not a stream, ms; default 30 s. */
	readonly patience?: number;
}

/** The engine's API: the library loaded late, if at all, a limit for every answer, and errors in an operator's words. */
export interface Engine {
	/** `what` completes "Docker refused to …": "start container web". Throws a `Failure`. */
	ask<T>(what: string, call: EngineCall<T>, options?: AskOptions): Promise<T>;
	/** Like `ask`, but `undefined` if the answer's status is one of `tolerated`. */
	find<T>(what: string, call: EngineCall<T>, tolerated: readonly number[], options?: AskOptions): Promise<T | undefined>;
	/** The JSON that a path of the API answers, without loading the library. */
	read<T>(what: string, path: string): Promise<T>;
	/** Like `read`, but `undefined` if the answer's status is one of `tolerated`. */
	readIfThere<T>(what: string, path: string, tolerated: readonly number[]): Promise<T | undefined>;
	/** The answer of a path, when it begins. */
	open(what: string, path: string, options?: AskOptions): Promise<IncomingMessage>;
	/** Any error met while a stream is read, as a `Failure`. */
	failure(what: string, error: unknown): Failure;
}

export type EngineCall<T> = (docker: Dockerode, signal: AbortSignal) => Promise<T>;

export interface AskOptions {
	/** Milliseconds instead of the engine's patience; 0 is no limit, for streams. */
	readonly limit?: number;
	readonly signal?: AbortSignal;
}

/** The engine at an address; nothing is loaded or asked yet. */
export function createEngine({ host: address, certificates, patience = 30_000 }: EngineOptions): Engine {
	let loading: Promise<Dockerode> | undefined;
	const failure = (what: string, error: unknown) => engineFailure(what, address, error);
	const reader = createEngineReader(address, certificates);
	const limited = async <T>(
		what: string,
		call: (signal: AbortSignal) => Promise<T>,
		{ limit = patience, signal }: AskOptions = {},
	): Promise<T> => {
		const late = limit === 0 ? undefined : AbortSignal.timeout(limit);
		const either = AbortSignal.any([signal, late].filter((one) => one !== undefined));
		try {
			return await within(either, call(either));
		} catch (error) {
			if (signal?.aborted) throw signal.reason;
			throw failure(what, late?.aborted ? new Error(`no answer within ${limit / 1000} s`) : error);
		}
	};
	const ask = <T>(what: string, call: EngineCall<T>, options?: AskOptions): Promise<T> => {
		loading ??= connect(address, certificates);
		const loaded = loading;
		return limited(what, async (signal) => call(await loaded, signal), options);
	};
	const json = async <T>(path: string, signal: AbortSignal) => JSON.parse(await textOf(await reader(path, signal))) as T;
	return {
		ask,
		failure,
		read: (what, path) => limited(what, (signal) => json(path, signal)),
		readIfThere: <T>(what: string, path: string, tolerated: readonly number[]) =>
			limited(what, (signal) => json<T>(path, signal).catch(undefinedIf(tolerated))),
		open: (what, path, options) => limited(what, (signal) => reader(path, signal), options),
		find: (what, call, tolerated, options) => ask(what, (docker, signal) => call(docker, signal).catch(undefinedIf(tolerated)), options),
	};
}

/** Not every call of dockerode heeds its signal. */
async function within<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
	signal.throwIfAborted();
	const { promise, reject } = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	signal.addEventListener('abort', stop, { once: true });
	return Promise.race([answer, promise]).finally(() => signal.removeEventListener('abort', stop));
}

function undefinedIf(tolerated: readonly number[]) {
	return (error: unknown): undefined => {
		const status = statusOf(error);
		if (status === undefined || !tolerated.includes(status)) throw error;
	};
}

/** Loaded at the first question: it costs more than the first frame may. */
async function connect(address: string, certificates: string | undefined): Promise<Dockerode> {
	const { default: Docker } = await import('dockerode');
	const { socketPath, host, port, ...keys } = engineAddress(address, certificates);
	const place =
		socketPath === undefined ? { host, port, protocol: certificates === undefined ? 'http' : 'https', ...keys } : { socketPath };
	return withoutDockerVariables(() => new Docker(place as Dockerode.DockerOptions));
}

/** The library reads Docker's variables whatever it is told, and would ask the engine that they name. */
function withoutDockerVariables<T>(make: () => T): T {
	const found = Object.entries(process.env).filter(([name]) => name.startsWith('DOCKER_'));
	for (const [name] of found) delete process.env[name];
	try {
		return make();
	} finally {
		Object.assign(process.env, Object.fromEntries(found));
	}
}

/** The HTTP status of a refusal of the engine. */
export function statusOf(error: unknown): number | undefined {
	if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
	return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function engineFailure(what: string, address: string, error: unknown): Failure {
	if (error instanceof Failure) return error;
	const status = statusOf(error);
	if (status !== undefined) {
		return new Failure({ kind: 'external', what: `Docker refused to ${what}`, why: refusalOf(error) }, { cause: error });
	}
	const facts = { kind: 'external' as const, what: `Docker did not answer when asked to ${what}` };
	if (errnoOf(error) === 'EACCES') {
		const next = 'Run berth as root, or add your user to the docker group';
		return new Failure({ ...facts, why: `This user may not use ${address}`, next }, { cause: error });
	}
	const why = `${address}: ${reasonOf(error)}`;
	return new Failure({ ...facts, why, next: 'Look at systemctl status docker; start it: systemctl start docker' }, { cause: error });
}

function reasonOf(error: unknown): string {
	switch (errnoOf(error)) {
		case 'ENOENT':
			return 'no such socket, so Docker is not running';
		case 'ECONNREFUSED':
			return 'nobody listens there, so Docker is not running';
		case 'ECONNRESET':
		case 'EPIPE':
			return 'the connection was cut, so Docker has just stopped';
		default:
			return messageOf(error);
	}
}

/** The engine's own words, without the library's. */
function refusalOf(error: unknown): string {
	const json: unknown = error instanceof Error && 'json' in error ? error.json : undefined;
	if (typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string') return json.message;
	return messageOf(error).trim();
}
