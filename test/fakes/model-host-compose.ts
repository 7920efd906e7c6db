import { parse } from 'yaml';
import type { CommandResult, Compose, ComposeOptions, ComposeProject } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import type { ModelEngine, NewContainer } from './model-host-engine.ts';
import { refused } from './model-host-images.ts';

interface ComposeService {
	readonly image: string;
	readonly container_name?: string;
	readonly ports?: readonly string[];
	readonly labels?: Readonly<Record<string, string>>;
	readonly volumes?: readonly string[];
	readonly profiles?: readonly string[];
	readonly env_file?: readonly string[];
}

interface ComposeFile {
	readonly services: Readonly<Record<string, ComposeService>>;
	readonly networks?: Readonly<Record<string, { readonly external?: boolean; readonly name?: string }>>;
}

/** How long compose takes to create one container, and a migration to run, ms. */
const latency = { create: 20, migration: 80 };

/** Compose as a program of its own: it outlives the runner that started it, until `isEnded` says that it was killed. */
export class ModelCompose implements Compose {
	readonly #engine: ModelEngine;
	readonly #isEnded: () => boolean;
	constructor(engine: ModelEngine, isEnded: () => boolean) {
		this.#engine = engine;
		this.#isEnded = isEnded;
	}

	async up(project: ComposeProject, options: ComposeOptions = {}): Promise<void> {
		const services = Object.entries(this.#read(project).services).filter(([, { profiles = [] }]) => profiles.length === 0);
		const names: string[] = [];
		await this.#untilAborted(options.signal, async (isOver) => {
			for (const [service, definition] of services) {
				const container = this.#containerOf(project, service, definition);
				names.push(container.name);
				const known = this.#engine.find(container.name);
				if (known !== undefined && known.labels['com.docker.compose.project'] !== project.name) {
					throw new Failure({
						kind: 'external',
						what: `Compose could not start ${project.name}`,
						why: `the name ${container.name} is in use`,
					});
				}
				await this.#engine.clock.wait(latency.create);
				// What was asked for just before the end still comes.
				if (known === undefined) this.#engine.create(container);
				if (isOver()) return;
			}
			for (const name of names) {
				await this.#engine.start(name);
				options.onLine?.(`Container ${name} Started`);
				if (isOver()) return;
			}
		});
	}

	async runOnce(project: ComposeProject, service: string, container: string, options: ComposeOptions): Promise<CommandResult> {
		const definition = this.#read(project).services[service];
		if (definition === undefined) throw refused(`run ${service}`, 'no such service');
		const one = { ...this.#containerOf(project, service, definition), name: container, ports: [] };
		const labels = { ...one.labels, 'com.docker.compose.oneoff': 'True' };
		const result = this.#engine.migration;
		await this.#untilAborted(options.signal, async (isOver) => {
			this.#engine.create({ ...one, labels });
			await this.#engine.start(container);
			await this.#engine.clock.wait(latency.migration);
			if (isOver()) return;
			for (const line of result.stdout.split('\n')) options.onLine?.(line);
			await this.#engine.remove(container);
		}).catch(async (error: unknown) => {
			await this.#engine.remove(container);
			throw error;
		});
		return result;
	}

	async down(project: ComposeProject, options: ComposeOptions = {}): Promise<void> {
		this.#read(project);
		await this.#untilAborted(options.signal, async (isOver) => {
			for (const { name, labels } of [...this.#engine.containers]) {
				if (labels['com.docker.compose.project'] !== project.name) continue;
				await this.#engine.stop(name, 10_000);
				await this.#engine.remove(name);
				if (isOver()) return;
			}
		});
	}

	/** Rejects at once when aborted; the work learns of it at its next turn. */
	async #untilAborted(signal: AbortSignal | undefined, work: (isOver: () => boolean) => Promise<void>): Promise<void> {
		signal?.throwIfAborted();
		const { promise, reject } = Promise.withResolvers<never>();
		const stop = () => reject(signal?.reason as Error);
		signal?.addEventListener('abort', stop, { once: true });
		const working = work(() => signal?.aborted === true || this.#isEnded());
		await Promise.race([working, promise]).finally(() => signal?.removeEventListener('abort', stop));
	}

	#read({ name, file, envFile }: ComposeProject): ComposeFile {
		const text = this.#engine.files.text(file);
		if (text === undefined) throw refused(`read ${name}`, `no such file: ${file}`);
		if (envFile !== undefined && this.#engine.files.text(envFile) === undefined) throw refused(`read ${name}`, `no such file: ${envFile}`);
		const content = parse(text, { merge: true, version: '1.1' }) as ComposeFile;
		for (const { external, name: network } of Object.values(content.networks ?? {})) {
			if (external !== true || this.#engine.networks.some((one) => one.name === network)) continue;
			throw refused(`start ${name}`, `network ${network} declared as external, but could not be found`);
		}
		return content;
	}

	#containerOf(of: ComposeProject, service: string, definition: ComposeService): NewContainer {
		const { name: project } = of;
		const { container_name, image, labels = {}, ports = [], volumes = [] } = definition;
		const isService = labels['berth.service'] !== undefined;
		return {
			name: container_name ?? `${project}-${service}`,
			image,
			labels: { ...labels, 'com.docker.compose.project': project, 'com.docker.compose.service': service },
			ports: ports.map((port) => {
				const [, host, container] = port.split(':');
				return { host: Number(host), container: Number(container) };
			}),
			connected: Object.values(this.#read(of).networks ?? {}).flatMap(({ name }) => name ?? []),
			mounts: volumes.map((volume) => volume.split(':')[0] ?? ''),
			data: isService ? volumes.map((volume) => volume.split(':')[0] ?? '') : [],
		};
	}
}
