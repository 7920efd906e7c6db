import { flushKeys, type Input, isPaste, isReport, splitKeys } from './keys.ts';

/** Milliseconds that an escape sequence may take to arrive whole: a slow link splits it, a person's next key comes later. */
export const escapeTime = 50;

/** Milliseconds after which the rest of a terminal's answer is not waited for any more. */
export const reportTime = 2000;

/**
 * Listens to what is read from the terminal. While another program has the terminal it must be let go of: a `data`
 * listener on a stream that nobody reads makes it flow, and would eat what is typed for the other.
 */
export class Keyboard {
	#listening: { readonly stdin: NodeJS.ReadableStream; readonly report: (keys: readonly Input[]) => void } | undefined;
	#pending = '';
	#isPaused = false;
	#timer: NodeJS.Timeout | undefined;
	#lastLook: NodeJS.Immediate | undefined;
	readonly #answered = new Set<(report: string) => void>();

	/** Reports the keys and pastes of every chunk that is read; returns the end of it. */
	listen(stdin: NodeJS.ReadableStream, report: (keys: readonly Input[]) => void): () => void {
		this.#listening = { stdin, report };
		this.resume();
		return () => {
			this.pause();
			this.#listening = undefined;
		};
	}

	/** Calls back with what the terminal answers to a question (the text of an OSC sequence); returns the end of it. */
	onReport(answered: (report: string) => void): () => void {
		this.#answered.add(answered);
		return () => this.#answered.delete(answered);
	}

	/** True while another program has the terminal. */
	get isPaused(): boolean {
		return this.#isPaused;
	}

	/** Lets go of the terminal. */
	pause(): void {
		this.#isPaused = true;
		this.#stopWaiting();
		this.#pending = '';
		this.#listening?.stdin.off('data', this.#read);
	}

	/** Listens again. */
	resume(): void {
		this.#isPaused = false;
		this.#listening?.stdin.on('data', this.#read);
	}

	readonly #read = (chunk: string | Buffer): void => {
		this.#stopWaiting();
		const { keys, reports, pending } = splitKeys(this.#pending + chunk.toString());
		this.#pending = pending;
		if (pending !== '' && !isPaste(pending)) this.#wait(isReport(pending) ? reportTime : escapeTime);
		for (const report of reports) for (const answered of this.#answered) answered(report);
		this.#report(keys);
	};

	/** The rest may have come while this process was kept waiting itself: it is read before the time counts as over. */
	#wait(time: number): void {
		this.#timer = setTimeout(() => {
			this.#lastLook = setImmediate(this.#flush);
		}, time);
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
