import type { Clock } from '../../host/host.ts';

/** Does pieces of work one after the other; a piece that is asked for again before its turn is done once. */
export interface ChangeQueue {
	/** `name` says which work is the same. */
	add(name: string, work: () => Promise<void>): void;
}

/**
 * Changes come in bursts (a start is five events): work begins `delay` ms after the first, so that one look sees them all.
 * Nothing begins after the abort. Work must not throw.
 */
export function createChangeQueue(clock: Clock, delay: number, signal: AbortSignal): ChangeQueue {
	const waiting = new Map<string, () => Promise<void>>();
	let isBusy = false;

	async function workOff(): Promise<void> {
		while (waiting.size > 0) {
			await clock.sleep(delay, signal);
			const batch = [...waiting.values()];
			waiting.clear();
			for (const work of batch) if (!signal.aborted) await work();
		}
	}

	return {
		add(name, work) {
			if (signal.aborted) return;
			waiting.set(name, work);
			if (isBusy) return;
			isBusy = true;
			workOff()
				.catch(() => waiting.clear())
				.finally(() => {
					isBusy = false;
				});
		},
	};
}
