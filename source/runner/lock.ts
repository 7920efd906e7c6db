import type { Host, Lock } from '../host/host.ts';
import { isOwnerAlive, type Owner, readOwner } from '../journal/owner.ts';
import type { Operation } from '../journal/records.ts';
import { type Layout, projectLayout } from '../server/layout.ts';

/**
 * Takes the project's lock; gives `undefined` if another process has it, or had it when somebody removed its file and still
 * works under it.
 */
export async function takeLock(host: Host, layout: Layout, operation: Operation): Promise<Lock | undefined> {
	const { project } = operation.plan;
	// A lock that others may open is one that they may hold.
	for (const directory of [layout.deploy, layout.locks]) await host.files.makePrivate(directory);
	const lock = await host.locks.acquire(projectLayout(layout, project).lock);
	if (lock === undefined) return undefined;
	const owner = await readOwner(host, layout, project);
	if (owner === undefined || owner.pid === host.processes.pid || !isOwnerAlive(host, owner)) return lock;
	await lock.release();
	return undefined;
}

/** Notes who works under the lock now. */
export async function noteOwner(host: Host, layout: Layout, operation: Operation): Promise<void> {
	const owner: Owner = {
		id: operation.id,
		operation: operation.plan.intent.kind,
		project: operation.plan.project,
		user: operation.user,
		host: operation.host,
		pid: host.processes.pid,
		birth: host.processes.birth(),
		since: host.clock.now(),
	};
	await host.files.writeText(projectLayout(layout, operation.plan.project).lockOwner, `${JSON.stringify(owner)}\n`);
}
