import type { LogEntry, LogQuery } from '../../source/watch/logs/log-entry.ts';
import { emptyLog, type LogFeed, type LogView } from '../../source/watch/logs/log-feed.ts';
import type { LogReader } from '../../source/watch/logs/log-reader.ts';

/** A log that says what a test lets it say. */
export class FakeLogFeed implements LogFeed {
	#view: LogView = emptyLog;
	readonly #listeners = new Set<() => void>();
	readonly query: LogQuery;
	isClosed = false;

	constructor(query: LogQuery) {
		this.query = query;
	}

	get = (): LogView => this.#view;

	subscribe = (changed: () => void): (() => void) => {
		this.#listeners.add(changed);
		return () => this.#listeners.delete(changed);
	};

	close = (): void => {
		this.isClosed = true;
	};

	/** Adds lines: `blue-1 hello`; those with `!` before them are errors. */
	say(...lines: readonly string[]): void {
		const added = lines.map((line, index): LogEntry => {
			const [from = '', ...words] = line.replace('!', '').split(' ');
			const at = Date.UTC(2026, 2, 1, 14, 0, 0) + (this.#view.received + index) * 1000;
			return { at, from, text: words.join(' '), kind: line.startsWith('!') ? 'error' : 'plain' };
		});
		const { entries, errors, received } = this.#view;
		this.set({
			state: 'following',
			entries: [...entries, ...added],
			errors: [...errors, ...added.filter(({ kind }) => kind === 'error')],
			received: received + added.length,
		});
	}

	set(change: Partial<LogView>): void {
		this.#view = { ...this.#view, ...change };
		for (const changed of this.#listeners) changed();
	}
}

/** Logs of a server that exist only in a test. */
export class FakeLogReader implements LogReader {
	readonly feeds: FakeLogFeed[] = [];
	/** What was saved, by path. */
	readonly saved = new Map<string, readonly string[]>();

	/** The one that was opened last. */
	get feed(): FakeLogFeed {
		const last = this.feeds.at(-1);
		if (last === undefined) throw new Error('no log was opened');
		return last;
	}

	open(query: LogQuery): LogFeed {
		const feed = new FakeLogFeed(query);
		this.feeds.push(feed);
		return feed;
	}

	async save(project: string, source: string, lines: readonly string[]): Promise<string> {
		const path = `/opt/projects/${project}/logs/${source}-1.log`;
		this.saved.set(path, lines);
		return path;
	}
}
