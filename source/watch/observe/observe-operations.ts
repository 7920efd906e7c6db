import type { Host } from '../../host/host.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';
import { readJournal } from '../journals.ts';

/**
 * The operation that holds a project's lock, or died holding it: its owner file is still there, the lock is free, and its
 * journal has no end. `undefined` if the project is at rest.
 */
export async function observeOperation(
	host: Pick<Host, 'files' | 'locks'>,
	layout: Layout,
	project: string,
): Promise<RunningOperation | undefined> {
	const { lock, lockOwner } = projectLayout(layout, project);
	const text = await host.files.readText(lockOwner);
	const owner = text === undefined ? undefined : parseOwner(text);
	if (owner === undefined) return undefined;
	if (await host.locks.isHeld(lock)) return { ...owner, alive: true };
	const journal = await readJournal(host, layout, owner.id);
	return journal.some(({ kind }) => kind === 'finished') ? undefined : { ...owner, alive: false };
}

/** The owner file; `undefined` if it is half written. */
function parseOwner(text: string): Omit<RunningOperation, 'alive'> | undefined {
	try {
		const { id, operation, project, user, pid, host, since } = JSON.parse(text) as Omit<RunningOperation, 'alive'>;
		return typeof id === 'string' ? { id, operation, project, user, pid, host, since } : undefined;
	} catch {
		return undefined;
	}
}
