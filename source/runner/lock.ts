import type { Host, Lock } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { type Layout, projectLayout } from '../server/layout.ts';
import type { Operation } from './journal.ts';

/** Who holds a project's lock; it stands beside the lock and stays there if the holder is killed. */
export interface Owner {
	readonly id: string;
	readonly operation: string;
	readonly project: string;
	readonly user: string;
	readonly host: string;
	readonly pid: number;
	/** Epoch ms. */
	readonly since: number;
}

/** Takes the project's lock and writes the owner beside it; gives `undefined` if another process has it. */
export async function takeLock(host: Host, layout: Layout, operation: Operation): Promise<Lock | undefined> {
	const files = projectLayout(layout, operation.plan.project);
	await host.files.makeDirectory(layout.locks);
	return host.locks.acquire(files.lock);
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
		since: host.clock.now(),
	};
	await host.files.writeText(projectLayout(layout, operation.plan.project).lockOwner, `${JSON.stringify(owner)}\n`);
}

/** The owner that the file beside the lock names, if any. */
export async function readOwner(host: Host, layout: Layout, project: string): Promise<Owner | undefined> {
	const text = await host.files.readText(projectLayout(layout, project).lockOwner);
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text) as Owner;
	} catch {
		return undefined;
	}
}

/** The error for whoever comes second. */
export function busyFailure(project: string, owner: Owner | undefined): Failure {
	const who = owner === undefined ? 'Another operation' : `${owner.user}@${owner.host} (${owner.operation}, pid ${owner.pid})`;
	const since = owner === undefined ? '' : ` since ${new Date(owner.since).toISOString()}`;
	return new Failure({
		kind: 'busy',
		what: `${project} is being changed`,
		why: `${who} holds it${since}`,
		next: `Wait with --wait 5m, or watch it with \`berth attach ${owner?.id ?? project}\``,
	});
}
