import type {
	Command,
	CommandResult,
	ContainerDetail,
	ContainerSummary,
	Docker,
	EngineEvent,
	EventSpan,
	ImageInfo,
	LogLine,
	LogOptions,
	NetworkInfo,
} from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';

/** An engine as a test says it is. It answers questions and tells events; whoever asks it to act fails. */
export class ScriptedDocker implements Docker {
	readonly logs = refuse;
	readonly top = refuse;
	readonly start = refuse;
	readonly stop = refuse;
	readonly unpause = refuse;
	readonly kill = refuse;
	readonly remove = refuse;
	readonly image = refuse;
	readonly tagImage = refuse;
	readonly removeImage = refuse;
	readonly askRegistry = refuse;
	readonly pull = refuse;
	readonly build = refuse;
	readonly createNetwork = refuse;
	readonly removeNetwork = refuse;
	readonly connectNetwork = refuse;
	readonly disconnectNetwork = refuse;
	list: ContainerSummary[] = [];
	details: Record<string, Partial<ContainerDetail>> = {};
	imageList: ImageInfo[] = [];
	networkList: NetworkInfo[] = [];
	answers: Record<string, CommandResult> = {};
	/** What a container has printed, by id. */
	printed: Record<string, LogLine[]> = {};
	/** What the engine remembers of the past. */
	past: EngineEvent[] = [];
	/** Set: every question fails, and event streams end. */
	#down: string | undefined;
	/** Every question, in order: `inspect c1`. */
	readonly asked: string[] = [];
	readonly #streams = new Set<(event: EngineEvent | Error) => void>();

	/** How many event streams are open. */
	get streams(): number {
		return this.#streams.size;
	}

	goDown(why: string): void {
		this.#down = why;
		for (const tell of this.#streams) tell(this.#failure());
	}

	comeBack(): void {
		this.#down = undefined;
	}

	emit(event: EngineEvent): void {
		for (const tell of this.#streams) tell(event);
	}

	async info() {
		this.#ask('info');
		return { version: '26.1.5' };
	}

	async containers(labels: Readonly<Record<string, string | true>> = {}): Promise<readonly ContainerSummary[]> {
		this.#ask(`containers ${JSON.stringify(labels)}`);
		const fits = (one: ContainerSummary) =>
			Object.entries(labels).every(([key, value]) => (value === true ? key in one.labels : one.labels[key] === value));
		return this.list.filter(fits);
	}

	async inspect(id: string): Promise<ContainerDetail | undefined> {
		this.#ask(`inspect ${id}`);
		const detail = this.details[id];
		return detail && { ...restingDetail(id), ...detail };
	}

	inspectEnded(id: string): Promise<ContainerDetail | undefined> {
		return this.inspect(id);
	}

	async *events(signal: AbortSignal, span?: EventSpan): AsyncGenerator<EngineEvent> {
		this.#ask(span === undefined ? 'events' : 'past events');
		const { since = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY } = span ?? {};
		yield* this.past.filter(({ at }) => at >= since && at <= until);
		if (span?.until !== undefined) return;
		const queue: (EngineEvent | Error)[] = [];
		let wake = () => {};
		const tell = (event: EngineEvent | Error) => {
			queue.push(event);
			wake();
		};
		this.#streams.add(tell);
		signal.addEventListener('abort', () => wake(), { once: true });
		try {
			while (!signal.aborted) {
				const event = queue.shift();
				if (event instanceof Error) throw event;
				if (event !== undefined) yield event;
				else
					await new Promise<void>((resolve) => {
						wake = resolve;
					});
			}
		} finally {
			this.#streams.delete(tell);
		}
	}

	async exec(id: string, command: Command): Promise<CommandResult> {
		this.#ask(`exec ${id} ${command.join(' ')}`);
		return this.answers[command.join(' ')] ?? { code: 127, stdout: '', stderr: 'not found' };
	}

	async *logBatches(id: string, { tail = Number.POSITIVE_INFINITY, since = 0 }: LogOptions): AsyncGenerator<readonly LogLine[]> {
		this.#ask(`logs ${id}`);
		yield (this.printed[id] ?? []).filter(({ at }) => at >= since).slice(-tail);
	}

	async images(): Promise<readonly ImageInfo[]> {
		this.#ask('images');
		return this.imageList;
	}

	async networks(): Promise<readonly NetworkInfo[]> {
		this.#ask('networks');
		return this.networkList;
	}

	#ask(question: string): void {
		this.asked.push(question);
		if (this.#down !== undefined) throw this.#failure();
	}

	#failure(): Failure {
		return new Failure({ kind: 'external', what: 'Docker does not answer', why: this.#down ?? '' });
	}
}

function refuse(): never {
	throw new Error('this engine only answers questions');
}

function restingDetail(id: string): ContainerDetail {
	return {
		id,
		name: id,
		running: true,
		restarting: false,
		restarts: 0,
		exitCode: 0,
		outOfMemory: false,
		error: '',
		pid: 0,
		labels: {},
	};
}
