import type { EngineEvent, WatchedHost } from '../../host/host.ts';
import { failureFacts } from '../../model/failure.ts';

/** Pauses between attempts to reach a lost engine, ms. */
const firstPause = 500;
const longestPause = 5000;

/** So far back it is asked what happened before anybody listened, ms. */
const lookBack = 3_600_000;

/** Container events after which something is different; health checks and execs alone send many more. */
const changes: ReadonlySet<string> = new Set(['create', 'start', 'die', 'destroy', 'pause', 'unpause', 'rename', 'oom', 'restart']);

/** What happens to networks: containers may be cut off. */
const networkChanges: ReadonlySet<string> = new Set(['create', 'connect', 'disconnect', 'destroy']);

export interface EngineWatch {
	/** Looks at everything; false if the engine does not answer. Must not throw. */
	observe(): Promise<boolean>;
	/** The engine did something, now or while nobody listened. */
	told(event: EngineEvent): void;
	/** A container has changed, or the network of a project. */
	changed(event: EngineEvent): void;
	/** The engine has gone away. */
	lost(why: string): void;
}

/**
 * Observes, then listens to the engine until it goes away, and begins again, for ever, until aborted. Listening begins
 * first, so that nothing happens unseen between the two.
 */
export async function watchEngine(host: Pick<WatchedHost, 'docker' | 'clock'>, watch: EngineWatch, signal: AbortSignal): Promise<void> {
	let pause = firstPause;
	while (!signal.aborted) {
		const listening = listen(host, watch, signal);
		if (await watch.observe()) {
			pause = firstPause;
			void tellPast(host, watch.told, signal);
		}
		const why = await listening;
		if (signal.aborted) return;
		watch.lost(why);
		await host.clock.sleep(pause, signal).catch(() => undefined);
		pause = Math.min(pause * 2, longestPause);
	}
}

/** Resolves with the reason when the engine ends the stream. */
async function listen(
	{ docker }: Pick<WatchedHost, 'docker'>,
	{ told, changed }: Pick<EngineWatch, 'told' | 'changed'>,
	signal: AbortSignal,
): Promise<string> {
	try {
		for await (const event of docker.events(signal)) {
			told(event);
			if (isChange(event)) changed(event);
		}
		return 'it ended its events';
	} catch (error) {
		const { what, why } = failureFacts(error);
		return why ?? what;
	}
}

function isChange({ type, action }: EngineEvent): boolean {
	if (type === 'network') return networkChanges.has(action);
	return type === 'container' && (changes.has(action) || action.startsWith('health_status'));
}

/** What is not known of the past is no trouble: the stream tells when the engine is gone. */
async function tellPast(
	{ docker, clock }: Pick<WatchedHost, 'docker' | 'clock'>,
	told: EngineWatch['told'],
	signal: AbortSignal,
): Promise<void> {
	const until = clock.now();
	try {
		for await (const event of docker.events(signal, { since: until - lookBack, until })) told(event);
	} catch {}
}
