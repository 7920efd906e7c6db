import type { Host } from '../host/host.ts';
import { failureFacts } from '../model/failure.ts';
import { printableLine } from '../model/printable-text.ts';
import { exitCodeOf } from '../present/exit-code.ts';
import { runOperation } from '../runner/run.ts';
import { awaitOrder, type Giver } from '../runner/standby.ts';
import { type CreateHost, openServer } from './open-server.ts';
import { describeError } from './tell-failure.ts';

/** Tells errors of the runner itself. */
type Tell = (line: string) => void;

/** Carries a stored operation out in this process, and gives its outcome as the exit code; an error of the runner itself is told. */
export function runStored(root: string, id: string, createHost: CreateHost, tell: Tell): Promise<number> {
	return telling(tell, async () => exitCodeOf(await runOperation((await openServer(root, createHost)).workplace, id)));
}

/** Waits for an operation with all that carrying one out needs loaded, and carries it out; 0 if none comes. */
export function runStandby(
	root: string,
	{ key, giver }: { readonly key: string; readonly giver: Giver },
	createHost: CreateHost,
	tell: Tell,
): Promise<number> {
	return telling(tell, async () => {
		const { workplace } = await openServer(root, createHost);
		await rehearse(workplace.host);
		const id = await awaitOrder(workplace, key, giver);
		// Opened once more: the settings may have changed while it waited.
		return id === undefined ? 0 : runStored(root, id, createHost, tell);
	});
}

/** Loads what is otherwise loaded when it is first used. */
async function rehearse({ docker, commands }: Host): Promise<void> {
	const asking = [docker.info(), commands.run(['true'])].map((asked) => asked.catch(() => undefined));
	await Promise.all([import('../journal/stored.ts'), import('../config/project-file.ts'), import('yaml'), ...asking]);
}

async function telling(tell: Tell, run: () => Promise<number>): Promise<number> {
	try {
		return await run();
	} catch (error) {
		for (const line of describeError(error)) tell(printableLine(line));
		return exitCodeOf(failureFacts(error).kind);
	}
}
