// Loaded before time begins: what is read later would let it pass meanwhile.
import '../../source/journal/stored.ts';
import type { Daemons, Host, Lock } from '../../source/host/host.ts';
import { shortReadings } from '../../source/host/readings.ts';
import { Secret } from '../../source/model/secret.ts';
import { type Layout, layoutOf } from '../../source/server/layout.ts';
import { FakeOperatorTerminal } from './fake-operator-terminal.ts';
import { ModelAuthority } from './model-host-authority.ts';
import { modelCertificates } from './model-host-certificates.ts';
import { ModelClock } from './model-host-clock.ts';
import { ModelCompose } from './model-host-compose.ts';
import { modelDocker } from './model-host-docker.ts';
import { ModelEngine } from './model-host-engine.ts';
import { ModelFiles, type SavedFiles } from './model-host-files.ts';
import { ModelHttp } from './model-host-http.ts';
import { refused } from './model-host-images.ts';
import { ModelNginx } from './model-host-nginx.ts';
import { ModelProcess } from './model-host-process.ts';

const mebibyte = 1024 ** 2;

const noDaemons: Daemons = {
	processes: () => [],
	instance: () => undefined,
	ask: async ([program]) => Promise.reject(new Error(`nobody should ask ${program}`)),
	reload: () => undefined,
};

/** A world at rest, as plain data: many worlds can begin from it. */
export interface SavedWorld {
	readonly now: number;
	readonly files: SavedFiles;
	readonly engine: ReturnType<ModelEngine['save']>;
	readonly nginx: ReturnType<ModelNginx['save']>;
}

/** A whole server in memory. Berth's processes come and go in it; what the engine and nginx have begun goes on without them. */
export class ModelWorld {
	readonly clock: ModelClock;
	readonly layout: Layout = layoutOf('/opt');
	readonly files: ModelFiles;
	readonly engine: ModelEngine;
	readonly nginx: ModelNginx;
	readonly http: ModelHttp;
	readonly authority: ModelAuthority;
	readonly memory = { available: 4096 * mebibyte, total: 8192 * mebibyte };
	diskFree = 20_000 * mebibyte;
	/** Why the engine does not answer. */
	engineTrouble: string | undefined;
	/** Who holds which lock. */
	readonly locks = new Map<string, ModelProcess>();
	readonly living = new Map<number, ModelProcess>();
	/** Processes that were killed. */
	readonly dead: ModelProcess[] = [];
	/** What `startRunner` was asked for. */
	readonly started: (readonly string[])[] = [];
	readonly #watchers: ((what: string) => void)[] = [];
	#pids = 1000;
	#secrets = 0;

	private constructor(files: ModelFiles, saved?: SavedWorld) {
		this.files = files;
		this.clock = new ModelClock(saved?.now);
		this.engine = new ModelEngine(this.clock, files, (what) => this.changed(what), saved?.engine);
		const at = { main: `${this.layout.proxyDirectory}/nginx.conf`, container: 'nginx-proxy' };
		this.nginx = new ModelNginx(this.engine, at, saved?.nginx);
		files.kernel = (path) => this.nginx.kernelFile(path);
		this.http = new ModelHttp(this.engine, this.nginx);
		this.authority = new ModelAuthority(this.clock, files, this.http);
	}

	static async create(saved?: SavedWorld): Promise<ModelWorld> {
		return new ModelWorld(saved === undefined ? new ModelFiles() : await ModelFiles.from(saved.files), saved);
	}

	/** Lets everything come to rest first. */
	async save(): Promise<SavedWorld> {
		await this.clock.wait(5_000);
		return { now: this.clock.now(), files: await this.files.save(), engine: this.engine.save(), nginx: this.nginx.save() };
	}

	/** Called at every instant at which anything in the world has changed. */
	onChange(watcher: (what: string) => void): void {
		this.#watchers.push(watcher);
	}

	changed(what: string): void {
		if (what === `started ${this.nginx.container}`) void this.nginx.boot();
		for (const watcher of this.#watchers) watcher(what);
	}

	/** A new process of Berth, and the world as it sees it. */
	process(): ModelProcess {
		this.#pids += 1;
		const process = new ModelProcess(this.#pids, this, (one) => this.#hostFor(one));
		this.living.set(process.pid, process);
		return process;
	}

	/** The engine's answer, if it answers. */
	readonly engineIsUp = <T>(answer: T): T => {
		if (this.engineTrouble !== undefined) throw refused('answer', this.engineTrouble);
		return answer;
	};

	#hostFor(process: ModelProcess): Host {
		const { clock, files, http, engine } = this;
		return {
			clock,
			files,
			certificates: modelCertificates(files),
			readings: shortReadings(),
			http,
			docker: modelDocker(this),
			compose: new ModelCompose(engine, () => process.childrenEnded),
			random: {
				id: () => `op${process.pid}`,
				secret: (length) => new Secret(`s${++this.#secrets}${'x'.repeat(length)}`.slice(0, length)),
			},
			daemons: noDaemons,
			commands: this.authority,
			network: {
				holderOf: async (port) => (this.engine.taken.has(port) ? 'nc (process 4711)' : undefined),
				listening: async () => this.#listening().map((port) => ({ address: '127.0.0.1', port })),
				connectionsFrom: async () => 0,
				connectionsTo: async (ports) =>
					[...engine.connections].filter(({ container }) => container.ports.some(({ host }) => ports.includes(host))).length,
				routes: async () => ['10.0.0.0/8'],
				addressesOf: async (name) => this.authority.addressesOf(name),
				authoritiesOf: async (name) => this.authority.authoritiesOf(name),
				ownAddresses: () => ['127.0.0.1'],
			},
			machine: { hostname: 'server-1', user: 'ann', processors: 2, memory: async () => this.memory, diskFree: async () => this.diskFree },
			processes: process.processes,
			locks: {
				acquire: async (path) => this.#lock(path, process),
				isHeld: async (path) => this.locks.has(path),
			},
			terminal: new FakeOperatorTerminal(),
		};
	}

	#listening(): readonly number[] {
		const running = this.engine.containers.filter(({ state }) => state === 'running');
		const proxy = this.nginx.isRunning ? [80, 443] : [];
		return [...running.flatMap(({ ports }) => ports.map(({ host }) => host)), ...this.engine.taken, ...proxy];
	}

	#lock(path: string, process: ModelProcess): Lock | undefined {
		if (this.locks.has(path)) return undefined;
		this.locks.set(path, process);
		return {
			release: async () => {
				if (this.locks.get(path) === process) this.locks.delete(path);
			},
		};
	}
}
