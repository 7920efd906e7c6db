import { flushKeys, type Input, isPaste, splitKeys } from './keys.ts';

/** Milliseconds that an escape sequence may take to arrive whole: a slow link splits it, a person's next key comes later. */
export const escapeTime = 50;

/**
 * Listens to what is read from the terminal. While another program has the terminal it must be let go of: a `data`
 * listener on a stream that nobody reads makes it flow, and would eat what is typed for the other.
 */
export class Keyboard {
	#listening: { readonly stdin: NodeJS.ReadableStream; readonly report: (keys: readonly Input[]) => void } | undefined;
	#pending = '';
	#timer: NodeJS.Timeout | undefined;
	#lastLook: NodeJS.Immediate | undefined;

	/** Reports the keys and pastes of every chunk that is read; returns the end of it. */
	listen(stdin: NodeJS.ReadableStream, report: (keys: readonly Input[]) => void): () => void {
		this.#listening = { stdin, report };
		this.resume();
		return () => {
			this.pause();
			this.#listening = undefined;
		};
	}

	/** Lets go of the terminal. */
	pause(): void {
		this.#stopWaiting();
		this.#pending = '';
		this.#listening?.stdin.off('data', this.#read);
	}

	/** Listens again. */
	resume(): void {
		this.#listening?.stdin.on('data', this.#read);
	}

	readonly #read = (chunk: string | Buffer): void => {
		this.#stopWaiting();
		const { keys, pending } = splitKeys(this.#pending + chunk.toString());
		this.#pending = pending;
		if (pending !== '' && !isPaste(pending)) this.#wait();
		this.#report(keys);
	};

	/** The rest may have come while this process was kept waiting itself: it is read before the time counts as over. */
	#wait(): void {
		this.#timer = setTimeout(() => {
			this.#lastLook = setImmediate(this.#flush);
		}, escapeTime);
	}

	#stopWaiting(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#lastLook);
	}

	readonly #flush = (): void => {
		const keys = flushKeys(this.#pending);
		this.#pending = '';
		this.#report(keys);
	};

	#report(keys: readonly Input[]): void {
		if (keys.length > 0) this.#listening?.report(keys);
	}
}
