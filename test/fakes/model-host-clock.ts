import type { Clock } from '../../source/host/host.ts';

interface Happening {
	readonly at: number;
	readonly order: number;
	readonly run: () => void;
	/** Somebody waits for it: time goes on until it has happened. */
	readonly awaited: boolean;
}

/** A clock whose time passes at once: when everybody waits, the next thing that is due happens. */
export class ModelClock implements Clock {
	#now: number;
	#order = 0;
	#awaited = 0;
	#isTurning = false;
	#due: Happening[] = [];

	constructor(now = Date.UTC(2030, 0, 1)) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	/** Lets something happen after `ms`, if anybody still lets time pass then. */
	later(ms: number, run: () => void): void {
		this.#add(ms, run, false);
	}

	/** Resolves after `ms`. */
	wait(ms: number): Promise<void> {
		return new Promise((resolve) => this.#add(ms, resolve, true));
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(signal.reason as Error);
			const happening = this.#add(
				ms,
				() => {
					signal?.removeEventListener('abort', stop);
					resolve();
				},
				true,
			);
			const stop = () => {
				this.#drop(happening);
				reject(signal?.reason as Error);
			};
			signal?.addEventListener('abort', stop, { once: true });
		});
	}

	#add(ms: number, run: () => void, awaited: boolean): Happening {
		const happening = { at: this.#now + Math.max(0, ms), order: this.#order++, run, awaited };
		let place = this.#due.length;
		while (place > 0 && (this.#due[place - 1]?.at ?? 0) > happening.at) place -= 1;
		this.#due.splice(place, 0, happening);
		if (awaited) this.#awaited += 1;
		this.#turn();
		return happening;
	}

	#drop(happening: Happening): void {
		const place = this.#due.indexOf(happening);
		if (place < 0) return;
		this.#due.splice(place, 1);
		this.#awaited -= 1;
	}

	/** One thing a turn, and only when all that follows from the last one is done. */
	#turn(): void {
		if (this.#isTurning || this.#awaited === 0) return;
		this.#isTurning = true;
		setImmediate(() => {
			this.#isTurning = false;
			const next = this.#awaited === 0 ? undefined : this.#due.shift();
			if (next === undefined) return;
			if (next.awaited) this.#awaited -= 1;
			this.#now = Math.max(this.#now, next.at);
			next.run();
			this.#turn();
		});
	}
}
