import type { Host } from '../../host/host.ts';
import type { FailureFacts } from '../../model/failure.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import { endOf } from '../../runner/journal.ts';
import type { Layout } from '../../server/layout.ts';
import { readJournal } from '../journals.ts';
import { isBusy, readOwner } from '../owner.ts';

/**
 * The operation that holds a project's lock, or died holding it: its owner file is still there, its runner is gone, and its
 * journal has no end, or that undoing got stuck. `undefined` if the project is at rest.
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
	if (endOf(journal) !== undefined) return undefined;
	const failure = journal.findLast((entry) => entry.kind === 'undo-failed')?.failure;
	const isStuck = journal.findLast((entry) => entry.kind === 'started' || entry.kind === 'finished')?.kind === 'finished';
	return { ...operation, alive: false, ...(isStuck && { stuck: stuckWords(failure) }) };
}

function stuckWords(failure: FailureFacts | undefined): string {
	if (failure === undefined) return 'undoing it failed';
	return failure.why === undefined ? failure.what : `${failure.what}: ${failure.why}`;
}
