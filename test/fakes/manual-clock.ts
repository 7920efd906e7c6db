import type { Clock } from '../../source/host/host.ts';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
	#now: number;
	readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

	constructor(now = Date.UTC(2030, 0, 1)) {
		this.#now = now;
	}

	/** How many sleeps are not over. */
	get sleeping(): number {
		return this.#sleepers.size;
	}

	now(): number {
		return this.#now;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(signal.reason as Error);
			const sleeper = { until: this.#now + ms, wake: () => resolve() };
			this.#sleepers.add(sleeper);
			const stop = () => {
				if (this.#sleepers.delete(sleeper)) reject(signal?.reason as Error);
			};
			signal?.addEventListener('abort', stop, { once: true });
		});
	}

	/** Lets all happen that is under way, then moves time on and wakes those whose time has come; what they do then happens before this resolves. */
	async advance(ms: number): Promise<void> {
		await settle();
		const end = this.#now + ms;
		for (;;) {
			const next = [...this.#sleepers].filter(({ until }) => until <= end).sort((left, right) => left.until - right.until)[0];
			if (next === undefined) break;
			this.#now = Math.max(this.#now, next.until);
			this.#sleepers.delete(next);
			next.wake();
			await settle();
		}
		this.#now = end;
		await settle();
	}
}

/** Lets all that can happen without time passing happen. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
