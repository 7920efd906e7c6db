import type { WatchedHost } from '../../host/host.ts';
import { isOwnerAlive, type Owner, readOwner } from '../../journal/owner.ts';
import { readBegun } from '../../journal/read-begun.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';

/**
 * The operation that holds a project's lock, or died holding it: its runner is gone, and its journal has no end, or that undoing
 * got stuck. `undefined` if the project is at rest. `unnoted` as `readOwner` has it.
 */
export async function observeOperation(
	host: Pick<WatchedHost, 'files' | 'locks' | 'processes'>,
	layout: Layout,
	project: string,
	unnoted?: () => Promise<readonly Owner[]>,
): Promise<RunningOperation | undefined> {
	const owner = await readOwner(host, layout, project, unnoted);
	if (owner === undefined) return undefined;
	const { birth: _, ...operation } = owner;
	if (isOwnerAlive(host, owner) || (await host.locks.isHeld(projectLayout(layout, project).lock))) return { ...operation, alive: true };
	try {
		const { journal, isOver } = await readBegun(host, layout, owner);
		if (isOver) return undefined;
		const failure = journal.findLast((entry) => entry.kind === 'undo-failed')?.failure;
		const isStuck = journal.findLast((entry) => entry.kind === 'started' || entry.kind === 'finished')?.kind === 'finished';
		return { ...operation, alive: false, ...(isStuck && { stuck: stuckWords(failure) }) };
	} catch (error) {
		const { what, why = what } = failureFacts(error);
		return { ...operation, alive: false, lost: why };
	}
}

function stuckWords(failure: FailureFacts | undefined): string {
	if (failure === undefined) return 'undoing it failed';
	return failure.why === undefined ? failure.what : `${failure.what}: ${failure.why}`;
}
