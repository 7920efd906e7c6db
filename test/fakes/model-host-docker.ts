import type { Docker } from '../../source/host/host.ts';
import type { ModelWorld } from './model-host.ts';
import { detailOf, summaryOf } from './model-host-containers.ts';
import { infoOf, refused } from './model-host-images.ts';

/** The engine's API of the model. It refuses what makes no sense. */
export function modelDocker(world: ModelWorld): Docker {
	return { ...questions(world), ...nginxCalls(world), ...containerCalls(world), ...imageCalls(world) };
}

function questions({ engine, clock, engineIsUp }: ModelWorld) {
	const inspect = async (id: string) => {
		const found = engine.find(id);
		return engineIsUp(found && detailOf(found, clock.now()));
	};
	return {
		info: async () => engineIsUp({ version: '26.1.5' }),
		containers: async (labels: Readonly<Record<string, string | true>> = {}) => {
			const has = (own: Readonly<Record<string, string>>) =>
				Object.entries(labels).every(([key, value]) => (value === true ? own[key] !== undefined : own[key] === value));
			const found = engine.containers.filter((container) => has(container.labels));
			return engineIsUp(found.map((container) => summaryOf(container, clock.now())));
		},
		inspect,
		inspectEnded: inspect,
		image: async (reference: string) => {
			const found = engine.images.find(reference);
			return engineIsUp(found && infoOf(found));
		},
		images: async () => engineIsUp(engine.images.all.map(infoOf)),
		networks: async () => engineIsUp(engine.networks),
	} satisfies Partial<Docker>;
}

function nginxCalls({ engine, clock, nginx }: ModelWorld) {
	const isNginx = (id: string) => engine.find(id)?.name === nginx.container;
	return {
		exec: async (id, command) => {
			if (!isNginx(id) || !nginx.isRunning) throw refused(`run ${command[0]} in ${id}`, 'no such container runs');
			if (nginx.isSlow) throw refused(`run ${command[0]} in ${id}`, 'timed out after 10 s');
			if (command[1] === '-v') return { code: 0, stdout: '', stderr: 'nginx version: nginx/1.29.1\n' };
			await clock.wait(20);
			return nginx.test(command.at(-1) ?? '');
		},
		top: async (id) => (isNginx(id) ? nginx.processes() : []),
		kill: async (id, signal) => {
			if (isNginx(id) && signal === 'SIGHUP') nginx.reload();
			else if (!isNginx(id) && signal === 'SIGKILL') engine.kill(id);
			else throw refused(`kill ${id}`, `${signal} is not expected`);
		},
	} satisfies Partial<Docker>;
}

function containerCalls({ engine, clock }: ModelWorld) {
	return {
		async *events() {
			yield* [];
		},
		async *logs(id) {
			if (engine.find(id) === undefined) throw refused(`read the logs of ${id}`, 'no such container');
			yield { at: clock.now(), stream: 'stderr', text: `${id} says goodbye` };
		},
		async *logBatches(id) {
			await clock.wait(engine.find(id)?.fault?.logTakes ?? 0);
			if (engine.find(id) !== undefined) yield [{ at: clock.now(), stream: 'stderr', text: `${id} says goodbye` }];
		},
		start: (id) => engine.start(id),
		stop: (id, grace) => engine.stop(id, grace),
		unpause: (id) => engine.unpause(id),
		remove: (id) => engine.remove(id),
		createNetwork: async (network) => engine.createNetwork(network),
		removeNetwork: async (name) => engine.removeNetwork(name),
		disconnectNetwork: async (network, container) => engine.disconnect(network, container),
		connectNetwork: async (network, container) => engine.connectNetwork(network, container),
	} satisfies Partial<Docker>;
}

function imageCalls({ engine, clock, files }: ModelWorld) {
	return {
		tagImage: async (id, tag) => engine.images.tag(id, tag),
		removeImage: async (reference) => engine.removeImage(reference),
		askRegistry: async (reference) => engine.images.ask(reference),
		pull: async (reference, onLine) => {
			await clock.wait(150);
			onLine(`Pulling ${reference}`);
			engine.images.pull(reference, clock.now());
		},
		build: async ({ tag, dockerfile, onLine }) => {
			if (files.text(dockerfile) === undefined) throw refused(`build ${tag}`, `no such file: ${dockerfile}`);
			await clock.wait(200);
			onLine(`Built ${tag}`);
			engine.images.build(tag, clock.now());
		},
	} satisfies Partial<Docker>;
}
