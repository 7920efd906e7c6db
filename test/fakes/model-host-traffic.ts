import type { ModelWorld } from './model-host.ts';
import { siteFor, type Worker } from './model-host-nginx.ts';

/** Between two requests of users, ms. */
const interval = 40;

/** How long users take to send their request, and apps to answer it, ms; taken in turn. */
const sending = [0, 0, 0, 90, 0];
const answering = [4, 40, 4, 250, 4, 4, 600];

/** Users of one site, whose requests take time: some to be sent, some to be answered. */
export class ModelTraffic {
	requests = 0;
	/** What users saw fail. */
	readonly failures: string[] = [];

	readonly #world: Pick<ModelWorld, 'clock' | 'engine' | 'nginx' | 'http'>;
	readonly #host: string;

	constructor(world: Pick<ModelWorld, 'clock' | 'engine' | 'nginx' | 'http'>, host: string) {
		this.#world = world;
		this.#host = host;
		this.#next();
	}

	#next(): void {
		this.#world.clock.later(interval, () => {
			this.#ask();
			this.#next();
		});
	}

	#ask(): void {
		const number = this.requests++;
		const worker = this.#world.nginx.accept();
		if (worker === undefined) this.#failed('nginx refused the connection');
		else
			this.#world.clock.later(sending[number % sending.length] ?? 0, () => this.#send(worker, answering[number % answering.length] ?? 0));
	}

	#send(worker: Worker, ms: number): void {
		const port = this.#world.http.choose(worker, this.#host);
		const connection = port === undefined ? undefined : this.#world.engine.connect(port, ms);
		if (connection === undefined) {
			this.#world.nginx.release(worker);
			this.#failed(siteFor(worker, this.#host)?.isClosed ? '503' : '502');
			return;
		}
		this.#world.clock.later(ms, () => {
			this.#world.engine.connections.delete(connection);
			this.#world.nginx.release(worker);
			const { isCut, container } = connection;
			if (isCut) this.#failed(`${container.name} (${container.image}) ended in the middle of an answer`);
			const { answers = 200 } = container.fault;
			if (answers >= 500) this.#failed(`${container.name} answered ${answers}`);
		});
	}

	#failed(why: string): void {
		this.failures.push(`${new Date(this.#world.clock.now()).toISOString()} ${why}`);
	}
}
