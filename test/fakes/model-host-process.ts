import type { Host, Processes } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import type { ModelWorld } from './model-host.ts';

/** What happens to the n-th world-changing call of a process, from 1. */
export interface Interruption {
	readonly at: number;
	/**
	 * `fail`: refused. `fail-ever`: refused, and each later one of the same words. `fail-late`: it happens, but the answer is an error.
	 * `kill`: SIGKILL comes first. `cancel`: SIGTERM comes first.
	 */
	readonly how: 'fail' | 'fail-ever' | 'fail-late' | 'kill' | 'cancel';
}

/** Somebody removes this path by hand just before the n-th world-changing call, from 1. */
export interface Removal {
	readonly at: number;
	readonly path: string;
}

/** Calls by which a process changes the world. */
const changing: Readonly<Record<string, readonly string[]>> = {
	files: ['writeText', 'writeSecret', 'removeSecrets', 'appendLine', 'makeDirectory', 'remove', 'rename', 'link', 'closeTo'],
	docker: [
		'start',
		'stop',
		'unpause',
		'kill',
		'remove',
		'tagImage',
		'removeImage',
		'pull',
		'build',
		'createNetwork',
		'removeNetwork',
		'connectNetwork',
		'disconnectNetwork',
	],
	compose: ['up', 'runOnce', 'down'],
	commands: ['run'],
};

type Call = (...words: unknown[]) => unknown;

/** One process of Berth. After SIGKILL none of its calls ever returns. */
export class ModelProcess {
	readonly pid: number;
	readonly host: Host;
	readonly processes: Processes;
	/** World-changing calls so far, in words. */
	readonly calls: string[] = [];
	/** What happens to its calls. */
	interruptions: readonly Interruption[] = [];
	removals: readonly Removal[] = [];
	isDead = false;
	/** What it had started was killed after it. */
	childrenEnded = false;
	readonly #world: ModelWorld;
	readonly #failing = new Set<string | undefined>();
	readonly #terminate = new Set<() => void>();
	readonly #died = Promise.withResolvers<'killed'>();

	constructor(pid: number, world: ModelWorld, hostFor: (process: ModelProcess) => Host) {
		this.pid = pid;
		this.#world = world;
		this.processes = this.#processes();
		const host = hostFor(this);
		const groups = Object.entries(host).map(([name, group]) => [name, name === 'processes' ? group : this.#guard(name, group as object)]);
		this.host = Object.fromEntries(groups) as Host;
	}

	/** What the process does, or `killed`. */
	async run<T>(work: (host: Host) => Promise<T>): Promise<T | 'killed'> {
		const result = await Promise.race([work(this.host), this.#died.promise]);
		if (!this.isDead) this.#world.living.delete(this.pid);
		return result;
	}

	/** SIGKILL: the kernel lets go of its locks; what it had started goes on. */
	kill(): void {
		this.isDead = true;
		this.#world.dead.push(this);
		this.#world.living.delete(this.pid);
		for (const [path, holder] of this.#world.locks) if (holder === this) this.#world.locks.delete(path);
		this.#died.resolve('killed');
	}

	/** SIGTERM. */
	terminate(): void {
		for (const callback of this.#terminate) callback();
	}

	#processes(): Processes {
		const world = this.#world;
		const dead: ModelProcess[] = world.dead;
		return {
			pid: this.pid,
			startRunner: async (words) => {
				world.started.push(words);
				return 1;
			},
			program: () => '/usr/local/lib/berth/dist/berth',
			birth: () => `born ${this.pid}`,
			isAlive: (pid, birth) => world.living.has(pid) && (birth === undefined || birth === `born ${pid}`),
			terminate: (pid) => {
				world.living.get(pid)?.terminate();
				return world.living.has(pid);
			},
			endOrphans: (pid) => {
				for (const one of dead) if (one.pid === pid) one.childrenEnded = true;
			},
			onTerminate: (callback) => {
				this.#terminate.add(callback);
				return () => this.#terminate.delete(callback);
			},
		};
	}

	#guard(group: string, target: object): object {
		return new Proxy(target, {
			get: (_, name) => {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				const call = value.bind(target) as Call;
				if (changing[group]?.includes(String(name)))
					return (...words: unknown[]) =>
						isRoom(words) ? this.#whileAlive(call(...words)) : this.#change(`${group}.${String(name)}`, call, words);
				return (...words: unknown[]) => this.#whileAlive(call(...words));
			},
		});
	}

	/** Nothing returns to the dead. */
	#whileAlive(answer: unknown): unknown {
		if (!(answer instanceof Promise)) return answer;
		return new Promise((resolve, reject) => {
			answer.then(
				(value) => this.isDead || resolve(value),
				(error: unknown) => this.isDead || reject(error as Error),
			);
		});
	}

	#change(name: string, call: Call, words: readonly unknown[]): unknown {
		if (this.isDead) return new Promise(() => undefined);
		this.calls.push(`${name} ${describe(words[0])}`);
		const removed = this.removals.flatMap(({ at, path }) => (at === this.calls.length ? [path] : []));
		if (removed.length > 0) return this.#removeFirst(removed).then(() => this.#interrupt(name, call, words));
		return this.#interrupt(name, call, words);
	}

	async #removeFirst(paths: readonly string[]): Promise<void> {
		for (const path of paths) await this.#world.files.remove(path);
	}

	#interrupt(name: string, call: Call, words: readonly unknown[]): unknown {
		const how = this.interruptions.find(({ at }) => at === this.calls.length)?.how;
		if (how === 'kill') {
			this.kill();
			return new Promise(() => undefined);
		}
		if (how === 'cancel') this.terminate();
		const called = this.calls.at(-1);
		if (how === 'fail-ever') this.#failing.add(called);
		if (how === 'fail' || this.#failing.has(called)) return Promise.reject(interrupted(name));
		return this.#whileAlive(this.#perform(name, call, words, how === 'fail-late'));
	}

	async #perform(name: string, call: Call, words: readonly unknown[], isLate: boolean): Promise<unknown> {
		const answer = await call(...words);
		this.#world.changed(name);
		if (isLate) throw interrupted(name);
		return answer;
	}
}

/** A journal's blocks are kept where a file system can; that of the model cannot. */
function isRoom([command]: readonly unknown[]): boolean {
	return Array.isArray(command) && command[0] === 'fallocate';
}

function interrupted(name: string): Failure {
	return new Failure({ kind: 'external', what: `${name} failed`, why: 'the test wanted it' });
}

function describe(word: unknown): string {
	if (typeof word === 'string') return word;
	if (Array.isArray(word)) return String(word[0]);
	return JSON.stringify((word as { readonly name?: string } | undefined)?.name ?? '');
}
