import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import { parseRegistry, withoutProject, withProject } from '../server/port-registry.ts';
import type { RegisterPorts, UnregisterPorts } from './data.ts';
import type { StepContext, StepDefinition } from './step.ts';

type Change = Pick<RegisterPorts, 'registry' | 'project' | 'ports'>;

/** How long to wait for another operation that writes the registry, ms. */
const lockLimit = 5_000;

export const registerPorts: StepDefinition<RegisterPorts> = {
	async perform(data, context) {
		await add(data, context);
		return undefined;
	},
	undo: { policy: 'reverse', perform: take },
	onFailure: 'undo',
	commits: false,
};

export const unregisterPorts: StepDefinition<UnregisterPorts> = {
	async perform(data, context) {
		await take(data, context);
		return undefined;
	},
	undo: { policy: 'reverse', perform: add },
	onFailure: 'undo',
	commits: false,
};

async function add(data: Change, context: StepContext): Promise<void> {
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

async function take(data: Change, context: StepContext): Promise<void> {
	await whileLocked(data, context, (text) => (text === undefined ? undefined : withoutProject(text, data.registry, data.project)));
}

/** The registry belongs to all projects, so a project's own lock is not enough. */
async function whileLocked(data: Change, { host }: StepContext, change: (text: string | undefined) => string | undefined): Promise<void> {
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
