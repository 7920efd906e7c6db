import { Failure } from '../model/failure.ts';
import type { PortBlock } from '../model/ports.ts';
import { blockOf, lastProjectId, ownerOf, portsInBlock } from './port-blocks.ts';
import { entryOfPorts, portsOfEntry, type RegistryFile, readRegistryFile } from './registry-file.ts';

/** `.port-registry.json`: the ports of every project, explicit. */
export interface Registry {
	/** The number that the next new project tries first, from 1. */
	readonly nextId: number;
	readonly projects: Readonly<Record<string, PortBlock>>;
}

/** Reads the registry; no file is an empty one. Throws a `config` failure that names every mistake. */
export function parseRegistry(text: string | undefined, path: string): Registry {
	const file = readRegistryFile(text, path);
	const projects = Object.entries(file.projects).map(([name, entry]) => [name, portsOfEntry(entry)] as const);
	return { nextId: file.next_project_id, projects: Object.fromEntries(projects) };
}

/**
 * The registry's text with a project's ports; fields that Berth does not know stay as they are. Throws a `refused` failure
 * if the project has other ports already, or if another project has any of these.
 */
export function withProject(text: string | undefined, path: string, name: string, ports: PortBlock): string {
	const file = readRegistryFile(text, path);
	const { projects } = parseRegistry(text, path);
	const known = projects[name];
	if (known !== undefined && !isSame(known, ports)) throw registered(`${name} has other ports already, from ${known.blue} on`, path);
	const owner = ownerOf(projects, ports, name);
	if (owner !== undefined) throw registered(`The ports from ${ports.blue} on belong to ${owner}`, path);
	return written({
		...file,
		next_project_id: Math.max(file.next_project_id, ports.id + 1),
		projects: { ...file.projects, [name]: { ...file.projects[name], ...entryOfPorts(ports) } },
	});
}

/** The registry's text without a project; the same text if it is not in it. */
export function withoutProject(text: string | undefined, path: string, name: string): string {
	const file = readRegistryFile(text, path);
	if (text !== undefined && file.projects[name] === undefined) return text;
	return written({ ...file, projects: Object.fromEntries(Object.entries(file.projects).filter(([other]) => other !== name)) });
}

/**
 * The first block from the registry's next number on in which nothing is `taken` (listening) or registered. The blocks passed
 * over come with the first port that stood in the way. Throws a `refused` failure if none is left.
 */
export function nextBlock(
	registry: Registry,
	scheme: 'block' | 'table',
	taken: readonly number[],
): { readonly ports: PortBlock; readonly skipped: readonly { readonly base: number; readonly port: number }[] } {
	const used = new Set([...taken, ...Object.values(registry.projects).flatMap(portsInBlock)]);
	const skipped: { base: number; port: number }[] = [];
	for (let id = Math.max(1, registry.nextId); id <= lastProjectId; id++) {
		const ports = blockOf(id, scheme);
		const port = portsInBlock(ports).find((one) => used.has(one));
		if (port === undefined) return { ports, skipped };
		skipped.push({ base: ports.base, port });
	}
	throw new Failure({
		kind: 'refused',
		what: 'No block of free ports is left for a new project',
		why: `every one from number ${registry.nextId} to ${lastProjectId} is in use`,
		next: 'Lower next_project_id in projects/.port-registry.json: numbers of removed projects are free again',
	});
}

function isSame(left: PortBlock, right: PortBlock): boolean {
	return (['blue', 'green', 'postgres', 'redis'] as const).every((key) => left[key] === right[key]);
}

function registered(what: string, path: string): Failure {
	return new Failure({ kind: 'refused', what, why: `${path} says so`, next: 'Plan again: it will choose the next free ports' });
}

function written(file: RegistryFile): string {
	return `${JSON.stringify(file, null, 2)}\n`;
}
