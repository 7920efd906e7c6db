import { parseRegistry } from '../../source/server/port-registry.ts';
import type { ModelWorld } from './model-host.ts';
import { isHealthy } from './model-host-containers.ts';
import { siteFor } from './model-host-nginx.ts';

/** Everything of a world that an operator would call its state: no journals, no times, no ids. */
export interface WorldState {
	/** Files, directories and links of projects and sites, by path. */
	readonly files: Readonly<Record<string, string>>;
	/** What nginx answers with, by path. */
	readonly loaded: Readonly<Record<string, string>>;
	/** Images of running containers, by name. */
	readonly running: Readonly<Record<string, string>>;
	/** Containers that do not run: `shop-blue-1 sha256:1`. */
	readonly stopped: readonly string[];
	/** `sha256:1 shop-backend:v1`. */
	readonly images: readonly string[];
	readonly networks: readonly string[];
	readonly registered: readonly string[];
}

/** The state of a world now. */
export async function stateOf(world: ModelWorld): Promise<WorldState> {
	const { engine, nginx, layout } = world;
	const { texts, directories, links } = await world.files.save();
	// An empty place for removed projects is nobody's.
	const none = [
		layout.registry,
		`${layout.certificateCopies}/shop`,
		`${layout.certificateCopies}/blog`,
		`${layout.projects}/.removed`,
		`${layout.made}/.removed`,
	];
	const isState = (path: string) =>
		!none.includes(path) &&
		// Why the last try failed is told afterwards, whatever was undone.
		!path.endsWith('/certificate.json') &&
		(path.startsWith(`${layout.projects}/`) ||
			path.startsWith(`${layout.made}/`) ||
			path.startsWith(layout.conf) ||
			path.startsWith(`${layout.certificateCopies}/`) ||
			path.startsWith('/etc/systemd/system/') ||
			path.startsWith(layout.accepted));
	const all = { ...texts, ...links, ...Object.fromEntries(directories.map((path) => [path, '(directory)'])) };
	const files = Object.entries(all).flatMap(([path, text]) => (isState(path) ? [[path, withoutChance(text)] as const] : []));
	const isUp = (name: string) => engine.find(name)?.state !== 'exited' && engine.find(name)?.state !== 'created';
	const { containers } = engine;
	return {
		files: Object.fromEntries(files),
		loaded: nginx.loaded ?? {},
		running: Object.fromEntries(containers.flatMap(({ name, imageId }) => (isUp(name) ? [[name, imageId]] : []))),
		stopped: containers.flatMap(({ name, imageId }) => (isUp(name) ? [] : [`${name} ${imageId}`])).sort(),
		images: engine.images.all.map(({ id, tags }) => [id, ...[...tags].sort()].join(' ')).sort(),
		networks: engine.networks.map(({ name }) => name).sort(),
		registered: Object.keys(parseRegistry(texts[layout.registry], layout.registry).projects).sort(),
	};
}

/** Times and new secrets differ from run to run. */
function withoutChance(text: string): string {
	if (text.startsWith('certificate {')) return 'certificate';
	return text
		.replace(/^key to serial of \d+$/, 'key')
		.replace(/"obtainedAt": \d+/, '"obtainedAt": 0')
		.replaceAll(/=s\d+x+$/gm, '=secret');
}

/** True if every worker that takes connections has a site for the host, and behind it a replica that answers well. */
export function isServed(world: ModelWorld, host: string): boolean {
	const accepting = world.nginx.workers.filter(({ isLeaving }) => !isLeaving);
	return accepting.length > 0 && accepting.every((worker) => hasUpstream(world, siteFor(worker, host)?.ports ?? []));
}

function hasUpstream({ engine, clock }: ModelWorld, ports: readonly number[]): boolean {
	const healthy = engine.containers.filter((container) => isHealthy(container, clock.now()));
	return healthy.some((container) => container.ports.some(({ host }) => ports.includes(host)));
}
