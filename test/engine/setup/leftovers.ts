import { readdir, readFile } from 'node:fs/promises';
import type { SandboxEngine } from '../../../source/sandbox/engine.ts';
import type { Layout } from '../../../source/server/layout.ts';
import { dockerLines } from './docker.ts';
import type { ServerName, ServerPorts } from './server-ports.ts';

/** What a test server made outside its root directory. */
export interface Leftovers {
	readonly containers: readonly string[];
	readonly networks: readonly string[];
	/** Tags; an image without one as its project and id. */
	readonly images: readonly string[];
	/** Listened on, among the server's own. */
	readonly ports: readonly number[];
	/** In the temporary directory that its commands were given. */
	readonly files: readonly string[];
}

/** Of a server that leaves nothing. */
export const nothing: Leftovers = { containers: [], networks: [], images: [], ports: [], files: [] };

interface Observed extends Leftovers {
	/** What came since then. */
	without(before: Leftovers): Leftovers;
}

/** How projects of a server are called: by this, everything of theirs is found. */
export function projectName(server: ServerName, project: string): string {
	return `t-${server}-${project}`;
}

/** Where a test server is: by this, all of it is found again. */
export interface Place {
	readonly engine: SandboxEngine;
	readonly name: ServerName;
	readonly layout: Layout;
	readonly proxyContainer: string;
	readonly ports: ServerPorts;
	/** The temporary directory of its commands. */
	readonly temporary: string;
}

export async function observeLeftovers(place: Place): Promise<Observed> {
	const { engine, name, proxyContainer, ports } = place;
	const isOurs = (found: string) => found === proxyContainer || found.startsWith(projectName(name, ''));
	const found: Leftovers = {
		containers: (await dockerLines(engine, 'ps', '--all', '--format', '{{.Names}}')).filter(isOurs),
		networks: (await dockerLines(engine, 'network', 'ls', '--format', '{{.Name}}')).filter(isOurs),
		images: [...(await dockerLines(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}')), ...(await untaggedImages(engine))].filter(
			isOurs,
		),
		ports: (await listeningPorts()).filter((port) => port === ports.http || port === ports.https || isBetween(port, ports)),
		files: await readdir(place.temporary).catch(() => []),
	};
	return { ...found, without: (before) => difference(found, before) };
}

/** `<project>@sha256:…` of images that Berth built and that lost their tag. */
async function untaggedImages(engine: SandboxEngine): Promise<readonly string[]> {
	const ids = await dockerLines(engine, 'images', '--quiet', '--filter', 'dangling=true', '--filter', 'label=berth.project');
	if (ids.length === 0) return [];
	return dockerLines(engine, 'image', 'inspect', '--format', '{{index .Config.Labels "berth.project"}}@{{.Id}}', ...new Set(ids));
}

function isBetween(port: number, { firstPort, endPort }: ServerPorts): boolean {
	return port >= firstPort && port < endPort;
}

function difference(now: Leftovers, before: Leftovers): Leftovers {
	const newIn = <Item>(items: readonly Item[], old: readonly Item[]) => items.filter((item) => !old.includes(item));
	return {
		containers: newIn(now.containers, before.containers),
		networks: newIn(now.networks, before.networks),
		images: newIn(now.images, before.images),
		ports: newIn(now.ports, before.ports),
		files: newIn(now.files, before.files),
	};
}

/** Local ports in the state LISTEN, of the kernel's own tables. */
export async function listeningPorts(): Promise<readonly number[]> {
	const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
	const ports = tables.flatMap((table) =>
		table
			.split('\n')
			.map((line) => line.trim().split(/\s+/))
			.filter(([, , , state]) => state === '0A')
			.map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16)),
	);
	return [...new Set(ports)].sort((left, right) => left - right);
}
