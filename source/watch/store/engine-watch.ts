import type { EngineEvent, Host } from '../../host/host.ts';
import { failureFacts } from '../../model/failure.ts';

/** Pauses between attempts to reach a lost engine, ms. */
const firstPause = 500;
const longestPause = 5000;

/** Container events after which something is different; health checks and execs alone send many more. */
const changes: ReadonlySet<string> = new Set(['create', 'start', 'die', 'destroy', 'pause', 'unpause', 'rename', 'oom', 'restart']);

export interface EngineWatch {
	/** Looks at everything; false if the engine does not answer. Must not throw. */
	observe(): Promise<boolean>;
	/** A container has changed. */
	changed(event: EngineEvent): void;
	/** The engine has gone away. */
	lost(why: string): void;
}

/**
 * Observes, then listens to the engine until it goes away, and begins again, for ever, until aborted. Listening begins
 * first, so that nothing happens unseen between the two.
 */
export async function watchEngine(host: Pick<Host, 'docker' | 'clock'>, watch: EngineWatch, signal: AbortSignal): Promise<void> {
	let pause = firstPause;
	while (!signal.aborted) {
		const listening = listen(host, watch.changed, signal);
		if (await watch.observe()) pause = firstPause;
		const why = await listening;
		if (signal.aborted) return;
		watch.lost(why);
		await host.clock.sleep(pause, signal).catch(() => undefined);
		pause = Math.min(pause * 2, longestPause);
	}
}

/** Resolves with the reason when the engine ends the stream. */
async function listen({ docker }: Pick<Host, 'docker'>, changed: (event: EngineEvent) => void, signal: AbortSignal): Promise<string> {
	try {
		for await (const event of docker.events(signal)) {
			if (event.type === 'container' && (changes.has(event.action) || event.action.startsWith('health_status'))) changed(event);
		}
		return 'it ended its events';
	} catch (error) {
		const { what, why } = failureFacts(error);
		return why ?? what;
	}
}
