import type { ContainerDetail, ContainerSummary } from '../../source/host/host.ts';

/** How an app of the model misbehaves once its container runs. */
export interface Fault {
	/** Milliseconds until it listens; 300 unless told. */
	readonly boot?: number;
	/** Status of every answer. */
	readonly answers?: number;
	/** It takes connections and never answers. */
	readonly isHung?: boolean;
	/** It never listens. */
	readonly isSilent?: boolean;
	/** It ends by itself so many ms after its start, and is restarted for ever. */
	readonly exitsAfter?: number;
	/** How long its log takes to be read, ms. */
	readonly logTakes?: number;
}

/** A container of the model. Plain data. */
export interface ModelContainer {
	readonly id: string;
	readonly name: string;
	readonly image: string;
	readonly imageId: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly ports: readonly { readonly host: number; readonly container: number }[];
	/** Directories of the server that it writes into as soon as it runs. */
	readonly data: readonly string[];
	/** Directories of the server that it mounts. */
	readonly mounts?: readonly string[];
	readonly createdAt: number;
	/** Ids by name. */
	networks: Readonly<Record<string, string>>;
	state: 'created' | 'running' | 'restarting' | 'exited';
	/** It was told to end: it takes no new connections. */
	isEnding: boolean;
	/** It takes connections and answers none. */
	isPaused: boolean;
	/** Whether its engine starts it again. */
	startsWithEngine: boolean;
	startedAt?: number;
	exitCode: number;
	restarts: number;
	fault: Fault;
}

const usualBoot = 300;

/** True if a connection to its port is accepted at `now`. */
export function isListening(container: ModelContainer, now: number): boolean {
	const { state, isEnding, fault, startedAt = now } = container;
	return state === 'running' && !isEnding && fault.isSilent !== true && now >= startedAt + (fault.boot ?? usualBoot);
}

/** True if it answers well at `now`. */
export function isHealthy(container: ModelContainer, now: number): boolean {
	return isListening(container, now) && (container.fault.answers ?? 200) < 300 && !isSilent(container);
}

/** True if it takes connections and never answers. */
export function isSilent({ isPaused, fault }: ModelContainer): boolean {
	return isPaused || fault.isHung === true;
}

/** As the engine lists it. */
export function summaryOf(container: ModelContainer, now: number): ContainerSummary {
	const { id, name, image, imageId, labels, createdAt, ports, networks, mounts = [] } = container;
	const seconds = Math.round((now - (container.startedAt ?? now)) / 1000);
	return {
		id,
		name,
		image,
		imageId,
		state: container.isPaused ? 'paused' : container.state,
		status: container.state === 'running' ? `Up ${seconds} seconds` : `Exited (${container.exitCode})`,
		labels,
		createdAt,
		networks,
		mounts,
		ports: ports.map((port) => ({ address: '127.0.0.1', ...port })),
	};
}

/** As the engine describes it. */
export function detailOf(container: ModelContainer, now: number): ContainerDetail {
	const health = isListening(container, now) ? ('healthy' as const) : ('starting' as const);
	const { id, name, restarts, exitCode, labels, startedAt, state, isPaused, startsWithEngine, networks } = container;
	return {
		id,
		name,
		running: state === 'running' || state === 'restarting',
		restarting: state === 'restarting',
		paused: isPaused,
		startsWithEngine,
		restarts,
		exitCode,
		outOfMemory: false,
		error: '',
		pid: state === 'running' ? 1000 : 0,
		...(startedAt !== undefined && { startedAt }),
		// Services have a health check of Docker's own.
		...(labels['berth.service'] !== undefined && { health }),
		labels,
		networks,
	};
}
