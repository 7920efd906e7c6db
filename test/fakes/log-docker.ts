import type { ContainerSummary, Docker, LogLine, LogOptions } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import { printableLine } from '../../source/model/printable-text.ts';

interface FakeContainer {
	summary: ContainerSummary;
	readonly lines: LogLine[];
	readonly streams: Set<() => void>;
}

/** An engine of which a test decides what its containers say. */
export class LogDocker implements Pick<Docker, 'containers' | 'logBatches'> {
	readonly #containers = new Map<string, FakeContainer>();
	#down: string | undefined;
	/** What was asked of each log, in order. */
	readonly asked: { readonly id: string; readonly options: LogOptions }[] = [];

	/** How many followed streams are open. */
	get streams(): number {
		return [...this.#containers.values()].reduce((sum, { streams }) => sum + streams.size, 0);
	}

	/** Adds a running replica: `shop-blue-1`. */
	start(name: string, createdAt = 0): void {
		const [project = '', berth = '', replica = ''] = name.split('-');
		const labels = { 'berth.project': project, 'berth.berth': berth, 'berth.replica': replica, 'berth.release': 'v1' };
		const summary = { id: name, name, image: '', imageId: '', state: 'running', status: 'Up', labels, ports: [], createdAt } as const;
		const known = this.#containers.get(name);
		if (known === undefined) this.#containers.set(name, { summary, lines: [], streams: new Set() });
		else known.summary = summary;
	}

	stop(name: string): void {
		const container = this.#find(name);
		container.summary = { ...container.summary, state: 'exited' };
		this.#wake(container);
	}

	remove(name: string): void {
		const container = this.#find(name);
		this.#containers.delete(name);
		container.summary = { ...container.summary, state: 'dead' };
		this.#wake(container);
	}

	/** As the real one, it gives lines without colours. */
	say(name: string, at: number, ...texts: readonly string[]): void {
		const container = this.#find(name);
		container.lines.push(...texts.map((text) => ({ at, stream: 'stdout' as const, text: printableLine(text) })));
		this.#wake(container);
	}

	/** The engine goes away with all its streams. */
	goDown(why: string): void {
		this.#down = why;
		for (const container of this.#containers.values()) this.#wake(container);
	}

	comeBack(): void {
		this.#down = undefined;
	}

	async containers(labels: Readonly<Record<string, string | true>> = {}): Promise<readonly ContainerSummary[]> {
		this.#check();
		const all = [...this.#containers.values()].map(({ summary }) => summary);
		return all.filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value));
	}

	async *logBatches(id: string, options: LogOptions): AsyncGenerator<readonly LogLine[]> {
		this.#check();
		this.asked.push({ id, options });
		const container = this.#containers.get(id);
		if (container === undefined) return;
		const { tail, since = 0, follow = false, signal } = options;
		const wanted = container.lines.filter(({ at }) => at >= since);
		let next = container.lines.length;
		yield tail === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - tail));
		while (follow && !signal?.aborted && container.summary.state === 'running') {
			this.#check();
			const batch = container.lines.slice(next);
			next += batch.length;
			if (batch.length === 0) await this.#wait(container, signal);
			else yield batch;
		}
	}

	async #wait(container: FakeContainer, signal: AbortSignal | undefined): Promise<void> {
		await new Promise<void>((resolve) => {
			const wake = () => {
				container.streams.delete(wake);
				resolve();
			};
			container.streams.add(wake);
			signal?.addEventListener('abort', wake, { once: true });
		});
	}

	#wake({ streams }: FakeContainer): void {
		for (const wake of [...streams]) wake();
	}

	#find(name: string): FakeContainer {
		const found = this.#containers.get(name);
		if (found === undefined) throw new Error(`no container ${name}`);
		return found;
	}

	#check(): void {
		if (this.#down !== undefined) throw new Failure({ kind: 'external', what: 'Docker does not answer', why: this.#down });
	}
}
