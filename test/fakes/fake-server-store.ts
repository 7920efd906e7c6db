import type { ServerStore, ServerView } from '../../source/watch/view.ts';
import { FakeLogReader } from './fake-log-reader.ts';

/** A store of live data that a test fills. */
export class FakeServerStore implements ServerStore {
	#view: ServerView;
	readonly #listeners = new Set<() => void>();
	/** How often everything was asked to be observed again. */
	refreshes = 0;
	readonly logs = new FakeLogReader();

	constructor(view: ServerView = { usage: {}, traffic: {}, audit: [] }) {
		this.#view = view;
	}

	get = (): ServerView => this.#view;

	subscribe = (changed: () => void): (() => void) => {
		this.#listeners.add(changed);
		return () => this.#listeners.delete(changed);
	};

	/** Replaces what is seen, as an observation does. */
	set(view: ServerView): void {
		this.#view = view;
		for (const changed of this.#listeners) changed();
	}

	refresh(): void {
		this.refreshes += 1;
	}

	stop(): void {
		this.#listeners.clear();
	}
}
