import type { Readable } from 'node:stream';
import type { Engine } from './engine.ts';
import type { EngineEvent, EventSpan } from './host.ts';

interface RawEvent {
	readonly Type: string;
	readonly Action: string;
	readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
	readonly timeNano: number;
}

const watching = 'tell its events';

/** The engine's events until aborted, or until the end of `span`. Throws when the engine ends them before. */
export async function* engineEvents(engine: Engine, signal: AbortSignal, span?: EventSpan): AsyncGenerator<EngineEvent> {
	if (signal.aborted) return;
	const query = new URLSearchParams({ filters: JSON.stringify({ type: ['container', 'network', 'image'] }), ...timesOf(span) });
	// A stream has no end to wait for, so no limit; the connection itself answers at once.
	const stream = await engine.open(watching, `/events?${query}`, { limit: 0, signal }).catch((error: unknown) => {
		if (signal.aborted) return undefined;
		throw error;
	});
	if (stream === undefined) return;
	const release = () => stream.destroy();
	signal.addEventListener('abort', release, { once: true });
	try {
		for await (const line of linesOf(stream)) yield engineEvent(JSON.parse(line));
	} catch (error) {
		if (!signal.aborted) throw engine.failure(watching, error);
	} finally {
		signal.removeEventListener('abort', release);
		release();
	}
	if (!signal.aborted && span?.until === undefined) throw engine.failure(watching, new Error('it ended them'));
}

/** Events of the past: `query` has their end. */
export async function eventsOf(engine: Engine, query: URLSearchParams): Promise<readonly EngineEvent[]> {
	const events: EngineEvent[] = [];
	for await (const line of linesOf(await engine.open(watching, `/events?${query}`))) events.push(engineEvent(JSON.parse(line)));
	return events;
}

/** The engine takes a time as seconds, with a fraction. */
function timesOf(span: EventSpan | undefined): Readonly<Record<string, string>> {
	return {
		...(span !== undefined && { since: String(span.since / 1000) }),
		...(span?.until !== undefined && { until: String(span.until / 1000) }),
	};
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
	let rest = '';
	for await (const chunk of stream.setEncoding('utf8')) {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop() ?? '';
		yield* lines.filter((line) => line.trim() !== '');
	}
}

function engineEvent(raw: RawEvent): EngineEvent {
	return {
		type: raw.Type,
		action: raw.Action,
		id: raw.Actor?.ID ?? '',
		labels: raw.Actor?.Attributes ?? {},
		at: Math.floor(raw.timeNano / 1e6),
	};
}
