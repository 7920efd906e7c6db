import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import type { Engine } from './engine.ts';
import type { LogLine, LogOptions } from './host.ts';
import { LogFrames } from './log-frames.ts';

/** Lines of a container, see `Docker.logBatches`. */
export async function* containerLogs(engine: Engine, id: string, options: LogOptions): AsyncGenerator<readonly LogLine[]> {
	const { signal } = options;
	if (signal?.aborted) return;
	const what = `give the logs of container ${id}`;
	let stream: Readable | undefined;
	const release = () => stream?.destroy();
	signal?.addEventListener('abort', release, { once: true });
	try {
		const found = await openLogs(engine, what, id, options);
		if (found === undefined) return;
		stream = found.stream;
		yield* linesOf(found.stream, new LogFrames(found.framed));
	} catch (error) {
		if (!signal?.aborted) throw engine.failure(what, error);
	} finally {
		signal?.removeEventListener('abort', release);
		release();
	}
}

/** Lines one by one. */
export async function* eachLine(batches: AsyncIterable<readonly LogLine[]>): AsyncGenerator<LogLine> {
	for await (const batch of batches) yield* batch;
}

async function* linesOf(stream: Readable, frames: LogFrames): AsyncGenerator<readonly LogLine[]> {
	for await (const chunk of stream) yield frames.push(chunk);
	yield frames.end();
}

async function openLogs(engine: Engine, what: string, id: string, { tail, since, follow = false, signal }: LogOptions) {
	const asked = signal && { signal };
	const container = await engine.find(what, (docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), [404], asked);
	if (container === undefined) return undefined;
	const wanted = {
		stdout: true,
		stderr: true,
		timestamps: true,
		follow,
		...(tail !== undefined && { tail }),
		// The engine counts in seconds, with a fraction.
		...(since !== undefined && { since: (since / 1000).toFixed(3) }),
	};
	const stream = await engine.find(what, (docker, abortSignal) => streamLogs(docker, id, { ...wanted, abortSignal }), [404], {
		...asked,
		...(follow && { limit: 0 }),
	});
	return stream && { stream, framed: !container.Config.Tty };
}

/** dockerode's own `logs` streams only what is followed, and would hold the whole of everything else in memory. */
function streamLogs(docker: Dockerode, id: string, options: Dockerode.ContainerLogsOptions): Promise<Readable> {
	return new Promise((resolve, reject) => {
		docker.modem.dial(
			{
				path: `/containers/${id}/logs?`,
				method: 'GET',
				isStream: true,
				statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
				options,
				...(options.abortSignal && { abortSignal: options.abortSignal }),
			},
			(error: unknown, stream: unknown) => (error ? reject(error) : resolve(stream as Readable)),
		);
	});
}
