import { Readable } from 'node:stream';
import type { Engine } from './engine.ts';
import type { LogLine } from './host.ts';
import { LogFrames } from './log-frames.ts';

export interface LogOptions {
	readonly tail: number;
	readonly follow?: boolean;
	readonly signal?: AbortSignal;
}

/** Lines of a container; none of one that is not there. Ends with the container, or quietly when aborted. */
export async function* containerLogs(engine: Engine, id: string, options: LogOptions): AsyncGenerator<LogLine> {
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

async function* linesOf(stream: Readable, frames: LogFrames): AsyncGenerator<LogLine> {
	for await (const chunk of stream) yield* frames.push(chunk);
	yield* frames.end();
}

async function openLogs(engine: Engine, what: string, id: string, { tail, follow = false, signal }: LogOptions) {
	const asked = signal && { signal };
	const container = await engine.find(what, (docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), [404], asked);
	if (container === undefined) return undefined;
	const stream = await engine.find(
		what,
		async (docker, abortSignal) => {
			const wanted = { stdout: true, stderr: true, timestamps: true, tail, abortSignal };
			if (follow) return (await docker.getContainer(id).logs({ ...wanted, follow: true })) as Readable;
			return Readable.from([await docker.getContainer(id).logs({ ...wanted, follow: false })]);
		},
		[404],
		{ ...asked, ...(follow && { limit: 0 }) },
	);
	return stream && { stream, framed: !container.Config.Tty };
}
