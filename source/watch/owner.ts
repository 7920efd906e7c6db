import type { Host } from '../host/host.ts';
import { type Layout, projectLayout } from '../server/layout.ts';

/** Who changes a project; it stands beside the lock and stays there if the runner is killed. */
export interface Owner {
	readonly id: string;
	readonly operation: string;
	readonly project: string;
	readonly user: string;
	readonly host: string;
	readonly pid: number;
	/** Tells the runner from any later process with its pid. */
	readonly birth?: string;
	/** Epoch ms. */
	readonly since: number;
}

/** The owner that the file beside the lock names; `undefined` if there is none or it is half written. */
export async function readOwner({ files }: Pick<Host, 'files'>, layout: Layout, project: string): Promise<Owner | undefined> {
	const text = await files.readText(projectLayout(layout, project).lockOwner);
	if (text === undefined) return undefined;
	try {
		const { id, operation, project: name, user, host, pid, birth, since } = JSON.parse(text) as Owner;
		if (typeof id !== 'string') return undefined;
		return { id, operation, project: name, user, host, pid, ...(typeof birth === 'string' && { birth }), since };
	} catch {
		return undefined;
	}
}

/** True while somebody changes the project: the lock is held, or its file was removed and the runner that had it still lives. */
export async function isBusy(host: Pick<Host, 'files' | 'locks' | 'processes'>, layout: Layout, project: string): Promise<boolean> {
	if (await host.locks.isHeld(projectLayout(layout, project).lock)) return true;
	const owner = await readOwner(host, layout, project);
	return owner !== undefined && isOwnerAlive(host, owner);
}

/** True if the very process lives that was noted. One that was noted without its birth is known by its lock alone. */
export function isOwnerAlive({ processes }: Pick<Host, 'processes'>, { pid, birth }: Owner): boolean {
	return birth !== undefined && processes.isAlive(pid, birth);
}
