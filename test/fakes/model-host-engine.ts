import type { CommandResult } from '../../source/host/host.ts';
import type { ModelClock } from './model-host-clock.ts';
import { type Fault, isListening, type ModelContainer } from './model-host-containers.ts';
import type { ModelFiles } from './model-host-files.ts';
import { ModelImages, refused } from './model-host-images.ts';

/** What a new container of the model is made of. */
export type NewContainer = Pick<ModelContainer, 'name' | 'image' | 'labels' | 'ports' | 'data' | 'mounts'> & {
	/** Names of networks that are there. */
	readonly connected?: readonly string[];
};

interface ModelNetwork {
	readonly id: string;
	readonly name: string;
	readonly subnets: readonly string[];
	readonly labels: Readonly<Record<string, string>>;
}

/** A connection to an app. It is cut if the app's container ends before it does. */
export interface Connection {
	readonly container: ModelContainer;
	readonly until: number;
	isCut: boolean;
}

/** How long the engine takes, ms. */
const latency = { create: 20, start: 30, stop: 60, remove: 25, restart: 100, unpause: 10 };

/** The engine of the model: containers, images, networks. What it has begun it ends, whoever asked and died. */
export class ModelEngine {
	readonly containers: ModelContainer[];
	readonly networks: ModelNetwork[];
	readonly images: ModelImages;
	/** How apps misbehave, by container name or image. */
	readonly faults: Map<string, Fault>;
	readonly connections = new Set<Connection>();
	/** What a migration prints and how it ends. */
	migration: CommandResult = { code: 0, stdout: 'migrated', stderr: '' };
	/** Ports that programs outside the engine listen on. */
	readonly taken = new Set<number>();
	readonly clock: ModelClock;
	readonly files: ModelFiles;
	readonly changed: (what: string) => void;
	readonly #turns = new Map<string, Promise<void>>();
	#made: number;

	constructor(clock: ModelClock, files: ModelFiles, changed: (what: string) => void, saved?: ReturnType<ModelEngine['save']>) {
		this.clock = clock;
		this.files = files;
		this.changed = changed;
		this.containers = structuredClone(saved?.containers ?? []);
		this.networks = structuredClone(saved?.networks ?? []);
		this.images = new ModelImages(saved?.images);
		this.faults = new Map(saved?.faults);
		this.#made = saved?.made ?? 0;
		if (saved !== undefined) this.migration = saved.migration;
	}

	save() {
		const { containers, networks, faults, migration } = this;
		return structuredClone({ containers, networks, migration, images: this.images.save(), faults: [...faults], made: this.#made });
	}

	find(reference: string): ModelContainer | undefined {
		return this.containers.find(({ id, name }) => id === reference || name === reference);
	}

	/** The app that listens on a port. */
	listener(port: number): ModelContainer | undefined {
		return this.containers.find(
			(container) => isListening(container, this.clock.now()) && hasPort(container, port) && !isCutOff(container),
		);
	}

	/** The container is there at once, stopped. */
	create(from: NewContainer): ModelContainer {
		const image = this.images.find(from.image);
		if (image === undefined) throw refused(`create container ${from.name}`, `No such image: ${from.image}`);
		if (this.find(from.name) !== undefined) throw refused(`create container ${from.name}`, 'the name is in use');
		this.#made += 1;
		const id = this.#made.toString(16).padStart(64, 'c');
		const fresh = {
			state: 'created' as const,
			isEnding: false,
			isPaused: false,
			startsWithEngine: true,
			exitCode: 0,
			restarts: 0,
			fault: {},
		};
		const { connected = [], ...rest } = from;
		const networks = Object.fromEntries(connected.map((name) => [name, this.networks.find((one) => one.name === name)?.id ?? '']));
		const container: ModelContainer = { ...rest, ...fresh, networks, id, imageId: image.id, createdAt: this.clock.now() };
		this.containers.push(container);
		this.changed(`created ${from.name}`);
		return container;
	}

	start(reference: string): Promise<void> {
		return this.#inTurn(reference, () => this.#start(reference));
	}

	/** SIGTERM: the app takes nothing new and finishes what it holds, up to `grace` ms. */
	stop(reference: string, grace: number): Promise<void> {
		return this.#inTurn(reference, () => this.#stop(reference, grace));
	}

	/** SIGKILL, if it runs, and gone. */
	remove(reference: string): Promise<void> {
		return this.#inTurn(reference, () => this.#remove(reference));
	}

	/** The engine does one thing at a time with a container. */
	#inTurn(reference: string, work: () => Promise<void>): Promise<void> {
		const key = this.find(reference)?.id ?? reference;
		const done = (this.#turns.get(key) ?? Promise.resolve()).then(work);
		this.#turns.set(
			key,
			done.catch(() => undefined),
		);
		return done;
	}

	async #start(reference: string): Promise<void> {
		await this.clock.wait(latency.start);
		const container = this.find(reference);
		if (container === undefined) throw refused(`start container ${reference}`, 'no such container');
		container.startsWithEngine = true;
		if (container.state === 'running') return;
		const gone = Object.values(container.networks).find((id) => this.networks.every((network) => network.id !== id));
		if (gone !== undefined) throw refused(`start container ${reference}`, `network ${gone} not found`);
		const port = container.ports.map(({ host }) => host).find((host) => this.#isTaken(host));
		if (port !== undefined) {
			throw refused(`start container ${reference}`, `Bind for 127.0.0.1:${port} failed: port is already allocated`);
		}
		await this.#run(container, 0);
	}

	async #stop(reference: string, grace: number): Promise<void> {
		const container = this.find(reference);
		if (container !== undefined) container.startsWithEngine = false;
		if (container === undefined || container.state !== 'running') return this.#settle(container);
		container.isEnding = true;
		container.isPaused = false;
		this.changed(`stopping ${container.name}`);
		const open = [...this.connections].filter((one) => one.container === container);
		const longest = Math.max(0, ...open.map(({ until }) => until - this.clock.now()));
		await this.clock.wait(Math.max(latency.stop, Math.min(grace, longest)));
		if (container.isEnding) this.#end(container, 0);
		this.changed(`stopped ${container.name}`);
	}

	async #remove(reference: string): Promise<void> {
		const container = this.find(reference);
		if (container === undefined) return;
		await this.clock.wait(latency.remove);
		this.#end(container, 137);
		const place = this.containers.indexOf(container);
		if (place >= 0) this.containers.splice(place, 1);
		this.changed(`removed ${container.name}`);
	}

	/** By hand: it takes connections and answers none until it is unpaused. */
	pause(reference: string): void {
		const container = this.find(reference);
		if (container?.state !== 'running') throw refused(`pause container ${reference}`, 'it is not running');
		container.isPaused = true;
		this.changed(`paused ${container.name}`);
	}

	async unpause(reference: string): Promise<void> {
		await this.clock.wait(latency.unpause);
		const container = this.find(reference);
		if (container?.isPaused !== true) return;
		container.isPaused = false;
		this.changed(`unpaused ${container.name}`);
	}

	/** SIGKILL by hand: Docker does not start it again. */
	kill(reference: string): void {
		const container = this.find(reference);
		if (container?.state !== 'running') throw refused(`kill container ${reference}`, 'it is not running');
		this.#end(container, 137);
		this.changed(`killed ${container.name}`);
	}

	/** Its process ends by itself, and Docker starts it again. */
	crash(reference: string): void {
		const container = this.find(reference);
		if (container?.startedAt !== undefined) this.#crash(container, container.startedAt);
	}

	removeImage(reference: string): void {
		this.images.remove(reference, (id) => this.containers.some(({ imageId }) => imageId === id));
	}

	createNetwork(network: Omit<ModelNetwork, 'id' | 'subnets'> & { readonly subnet: string }): void {
		const { name, labels, subnet } = network;
		if (this.networks.some((other) => other.name === name)) throw refused(`create network ${name}`, 'it exists already');
		this.#made += 1;
		this.networks.push({ id: `n-${this.#made}-${name}`, name, labels, subnets: [subnet] });
	}

	removeNetwork(name: string): void {
		const place = this.networks.findIndex((network) => network.name === name);
		if (place >= 0) this.networks.splice(place, 1);
		for (const container of this.containers) if (container.state === 'running') this.disconnect(name, container.name);
	}

	/** By force. */
	disconnect(network: string, reference: string): void {
		const container = this.find(reference);
		if (container === undefined) return;
		container.networks = Object.fromEntries(Object.entries(container.networks).filter(([name]) => name !== network));
		this.changed(`disconnected ${container.name}`);
	}

	connectNetwork(name: string, reference: string): void {
		const container = this.find(reference);
		const network = this.networks.find((one) => one.name === name);
		if (container === undefined || network === undefined) throw refused(`connect ${reference} to network ${name}`, 'not found');
		container.networks = { ...container.networks, [name]: network.id };
		this.changed(`connected ${container.name}`);
	}

	/** Connects to an app for `ms`; `undefined` if nobody listens on the port. */
	connect(port: number, ms: number): Connection | undefined {
		const container = this.listener(port);
		if (container === undefined) return undefined;
		const connection = { container, until: this.clock.now() + ms, isCut: false };
		this.connections.add(connection);
		return connection;
	}

	async #run(container: ModelContainer, restarts: number): Promise<void> {
		const startedAt = this.clock.now();
		const fault = this.faults.get(container.name) ?? this.faults.get(container.image) ?? {};
		Object.assign(container, { state: 'running', isEnding: false, restarts, startedAt, fault });
		for (const directory of container.data) this.files.put({ [`${directory}/data`]: container.name });
		this.changed(`started ${container.name}`);
		if (fault.exitsAfter !== undefined) this.clock.later(fault.exitsAfter, () => this.#crash(container, startedAt));
	}

	#crash(container: ModelContainer, startedAt: number): void {
		if (container.state !== 'running' || container.startedAt !== startedAt) return;
		this.#end(container, 1);
		Object.assign(container, { state: 'restarting', restarts: container.restarts + 1 });
		this.changed(`${container.name} crashed`);
		this.clock.later(latency.restart, () => {
			if (container.state === 'restarting') void this.#run(container, container.restarts);
		});
	}

	#end(container: ModelContainer, exitCode: number): void {
		Object.assign(container, { state: 'exited', isEnding: false, isPaused: false, exitCode });
		for (const connection of this.connections) {
			if (connection.container === container && connection.until > this.clock.now()) connection.isCut = true;
		}
	}

	/** Docker stops a container that is about to be restarted, too. */
	#settle(container: ModelContainer | undefined): void {
		if (container?.state === 'restarting') container.state = 'exited';
	}

	#isTaken(port: number): boolean {
		return (
			this.taken.has(port) || this.containers.some(({ state, ports }) => state === 'running' && ports.some(({ host }) => host === port))
		);
	}
}

/** Docker publishes no port of a container without a network; nginx has that of the machine. */
function isCutOff({ networks, labels }: ModelContainer): boolean {
	return labels['berth.project'] !== undefined && Object.keys(networks).length === 0;
}

function hasPort(container: ModelContainer, port: number): boolean {
	return container.ports.some(({ host }) => host === port);
}
