import type { Host } from '../../host/host.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import type { Layout } from '../../server/layout.ts';
import { readJournal } from '../journals.ts';
import { isBusy, readOwner } from '../owner.ts';

/**
 * The operation that holds a project's lock, or died holding it: its owner file is still there, its runner is gone, and its
 * journal has no end. `undefined` if the project is at rest.
 */
export async function observeOperation(
	host: Pick<Host, 'files' | 'locks' | 'processes'>,
	layout: Layout,
	project: string,
): Promise<RunningOperation | undefined> {
	const owner = await readOwner(host, layout, project);
	if (owner === undefined) return undefined;
	const { birth: _, ...operation } = owner;
	if (await isBusy(host, layout, project)) return { ...operation, alive: true };
	const journal = await readJournal(host, layout, owner.id);
	return journal.some(({ kind }) => kind === 'finished') ? undefined : { ...operation, alive: false };
}
