import { dirname } from 'node:path';
import type { CommandResult } from '../../source/host/host.ts';
import { parseSite } from '../../source/proxies/nginx/site.ts';
import type { ModelEngine } from './model-host-engine.ts';

/** One worker process and the configuration it was born with. */
export interface Worker {
	readonly pid: number;
	readonly sites: Readonly<Record<string, string>>;
	isLeaving: boolean;
	/** Requests that it has taken and not answered. */
	held: number;
}

/** From the signal to the first new worker, ms. */
const reloadLatency = 15;

/** What stands for a mistake in a site of the model. */
export const brokenLine = 'brokn on;';

/** The group of its workers. */
export const workersGroup = 101;

/** nginx of the model. It serves what it has loaded, not what is on the disk. */
export class ModelNginx {
	readonly #engine: ModelEngine;
	readonly #main: string;
	readonly container: string;
	workers: Worker[] = [];
	/** It takes no signal. */
	isDeaf = false;
	/** It answers no question in time. */
	isSlow = false;
	/** From the first new worker until the old ones take nothing any more, ms. */
	overlap = 80;
	#pids: number;
	/** Which worker gets a connection is the kernel's choice; here it is the same each time. */
	#chance = 1;

	constructor(engine: ModelEngine, at: { readonly main: string; readonly container: string }, saved?: ReturnType<ModelNginx['save']>) {
		this.#engine = engine;
		this.#main = at.main;
		this.container = at.container;
		this.#pids = saved?.pids ?? 100;
		if (saved?.sites !== undefined) this.#spawn(saved.sites);
	}

	save() {
		return { pids: this.#pids, sites: this.loaded };
	}

	get isRunning(): boolean {
		return this.#engine.find(this.container)?.state === 'running';
	}

	/** The sites that answer now, by path. */
	get loaded(): Readonly<Record<string, string>> | undefined {
		return this.workers.findLast(({ isLeaving }) => !isLeaving)?.sites;
	}

	/** Called when its container has started. */
	async boot(): Promise<void> {
		const { sites } = await this.#read(this.#main);
		this.workers = [];
		this.#spawn(sites);
	}

	/** `nginx -t -c config`. */
	async test(config: string): Promise<CommandResult> {
		const { trouble } = await this.#read(config);
		const end = trouble === undefined ? 'test is successful' : 'test failed';
		const lines = [
			...(trouble === undefined ? [] : [`nginx: [${trouble.startsWith('pread()') ? 'crit' : 'emerg'}] ${trouble}`]),
			`nginx: configuration file ${config} ${end}`,
		];
		return { code: trouble === undefined ? 0 : 1, stdout: '', stderr: `${lines.join('\n')}\n` };
	}

	/** SIGHUP. A configuration that is not valid changes nothing. */
	reload(): void {
		if (this.isDeaf) return;
		this.#engine.clock.later(reloadLatency, () => void this.#load());
	}

	/** A worker takes a connection; while old and new ones both accept it may be either. */
	accept(): Worker | undefined {
		if (!this.isRunning) return undefined;
		const accepting = this.workers.filter(({ isLeaving }) => !isLeaving);
		this.#chance = (this.#chance * 1_103_515_245 + 12_345) % 2 ** 31;
		const worker = accepting[(this.#chance % 97) % accepting.length];
		if (worker !== undefined) worker.held += 1;
		return worker;
	}

	/** The worker has answered. */
	release(worker: Worker): void {
		worker.held -= 1;
		this.#sweep();
	}

	processes(): readonly { readonly pid: number; readonly command: string }[] {
		if (!this.isRunning) return [];
		const workers = this.workers.map(({ pid, isLeaving }) => ({
			pid,
			command: `nginx: worker process${isLeaving ? ' is shutting down' : ''}`,
		}));
		return [{ pid: 99, command: `nginx: master process nginx -c ${this.#main}` }, ...workers];
	}

	/** What the kernel tells of its workers. */
	kernelFile(path: string): string | undefined {
		const [, pid, name] = /^\/proc\/(\d+)\/(cmdline|status)$/.exec(path) ?? [];
		const command = this.processes().find((one) => one.pid === Number(pid))?.command;
		if (command === undefined) return undefined;
		return name === 'cmdline' ? command : `Name:\tnginx\nUid:\t101\t101\t101\t101\nGid:\t${workersGroup}\t${workersGroup}\t101\t101\n`;
	}

	async #load(): Promise<void> {
		const { sites, trouble } = await this.#read(this.#main);
		if (trouble !== undefined || !this.isRunning) return;
		const before = this.workers.filter(({ isLeaving }) => !isLeaving);
		this.#spawn(sites);
		this.#engine.changed('nginx loaded its configuration');
		this.#engine.clock.later(this.overlap, () => {
			for (const worker of before) worker.isLeaving = true;
			this.#sweep();
			this.#engine.changed('old workers take nothing any more');
		});
	}

	#spawn(sites: Readonly<Record<string, string>>): void {
		this.#pids += 1;
		this.workers.push({ pid: this.#pids, sites, isLeaving: false, held: 0 });
	}

	#sweep(): void {
		this.workers = this.workers.filter(({ isLeaving, held }) => !isLeaving || held > 0);
	}

	/** The sites that a main configuration includes, and the first mistake in them. */
	async #read(main: string): Promise<{ readonly sites: Readonly<Record<string, string>>; readonly trouble?: string }> {
		const text = this.#engine.files.text(main);
		if (text === undefined) return { sites: {}, trouble: `open() "${main}" failed (2: No such file or directory)` };
		const includes = [...text.matchAll(/^\s*include\s+(\S+);/gm)].map(([, path = '']) => this.#expand(path));
		const paths = (await Promise.all(includes)).flat();
		const sites: Record<string, string> = {};
		for (const path of paths) {
			const { kind } = (await this.#engine.files.stat(path)) ?? {};
			if (kind === 'directory') return { sites, trouble: `pread() "${path}" failed (21: Is a directory)` };
			const site = this.#engine.files.text(path);
			if (site === undefined) return { sites, trouble: `open() "${path}" failed (2: No such file or directory) in ${main}:1` };
			const line = site.split('\n').findIndex((one) => one.includes(brokenLine));
			if (line >= 0) return { sites, trouble: `unknown directive "brokn" in ${path}:${line + 1}` };
			const log = await this.#missingLog(site);
			if (log !== undefined) return { sites, trouble: `open() "${log}" failed (2: No such file or directory)` };
			const pem = this.#missingCertificate(site);
			if (pem !== undefined)
				return { sites, trouble: `cannot load certificate "${pem}": BIO_new_file() failed (No such file or directory)` };
			sites[path] = site;
		}
		return { sites };
	}

	/** nginx opens all logs when it loads a configuration. */
	async #missingLog(site: string): Promise<string | undefined> {
		const logs = [...site.matchAll(/^\s*(?:access|error)_log (\/\S+\.log)/gm)].map(([, log = '']) => log);
		const stats = await Promise.all(logs.map((log) => this.#engine.files.stat(dirname(log))));
		return logs.find((_, index) => stats[index]?.kind !== 'directory');
	}

	/** It reads all certificates then, too. */
	#missingCertificate(site: string): string | undefined {
		const files = [...site.matchAll(/^\s*ssl_certificate(?:_key)? "?(\/[^";]+)"?;/gm)].map(([, path = '']) => path);
		return files.find((path) => this.#engine.files.text(path) === undefined);
	}

	async #expand(path: string): Promise<readonly string[]> {
		if (!path.endsWith('/*.conf')) return [path];
		const directory = path.slice(0, -'/*.conf'.length);
		return (await this.#engine.files.list(directory)).flatMap((name) => (name.endsWith('.conf') ? [`${directory}/${name}`] : []));
	}
}

/** A site as a worker has read it. */
interface ReadSite {
	readonly text: string;
	readonly ports: readonly number[];
	readonly isClosed: boolean;
}

/** By their texts: a worker reads its configuration once, not for each request. */
const sitesRead = new Map<string, ReadSite>();

/** The site of a host name in a worker's configuration. */
export function siteFor(worker: Worker, host: string): ReadSite | undefined {
	const text = Object.values(worker.sites).find((one) => /^\s*server_name (.*);$/m.exec(one)?.[1]?.split(' ').includes(host));
	if (text === undefined) return undefined;
	const known = sitesRead.get(text);
	if (known !== undefined) return known;
	const { ports = [], closed } = parseSite(text) ?? {};
	const site = { text, ports: closed ? [] : ports, isClosed: closed === true };
	sitesRead.set(text, site);
	return site;
}
