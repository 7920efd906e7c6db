import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { PortBlock } from '../model/ports.ts';
import type { StepContext } from './step.ts';

/** How long to wait for another operation that writes the registry, ms. */
const lockLimit = 5_000;

/** A project's block of ports as the registry keeps it. */
export interface PortEntry {
	/** The registry's file. */
	readonly registry: string;
	readonly project: string;
	readonly ports: PortBlock;
}

/** Its reader takes long to load, and the list of steps is read before the first frame. */
const loadRegistry = () => import('../server/port-registry.ts');

/** Puts a project's block into the registry; refuses if another project has got it meanwhile. */
export async function addPorts(data: PortEntry, context: StepContext): Promise<void> {
	const { parseRegistry, withProject } = await loadRegistry();
	await whileLocked(data, context, (text) => {
		const others = Object.entries(parseRegistry(text, data.registry).projects);
		const clash = others.find(([name, ports]) => name !== data.project && ports.base === data.ports.base);
		if (clash !== undefined) {
			throw new Failure({
				kind: 'refused',
				what: `Ports ${data.ports.base}–${data.ports.base + 99} were given to ${clash[0]} meanwhile`,
				next: 'Plan again: the next free block will be taken',
			});
		}
		return withProject(text, data.registry, data.project, data.ports);
	});
}

/** Gives a project's block back. */
export async function takePorts(data: PortEntry, context: StepContext): Promise<void> {
	const { withoutProject } = await loadRegistry();
	await whileLocked(data, context, (text) => (text === undefined ? undefined : withoutProject(text, data.registry, data.project)));
}

/** The registry belongs to all projects, so a project's own lock is not enough. */
async function whileLocked(
	data: PortEntry,
	{ host }: StepContext,
	change: (text: string | undefined) => string | undefined,
): Promise<void> {
	const deadline = host.clock.now() + lockLimit;
	await host.files.makeDirectory(dirname(data.registry));
	let lock = await host.locks.acquire(`${data.registry}.lock`);
	while (lock === undefined) {
		if (host.clock.now() > deadline) throw new Failure({ kind: 'busy', what: `${data.registry} is being written by another operation` });
		await host.clock.sleep(50);
		lock = await host.locks.acquire(`${data.registry}.lock`);
	}
	try {
		const text = change(await host.files.readText(data.registry));
		if (text !== undefined) await host.files.writeText(data.registry, text);
	} finally {
		await lock.release();
	}
}
