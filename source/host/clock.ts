import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './host.ts';

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(ms, signal) {
		try {
			await wait(ms, undefined, signal && { signal });
		} catch (error) {
			throw signal?.aborted ? signal.reason : error;
		}
	},
};
