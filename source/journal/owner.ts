import type { WatchedHost } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { isProjectName } from '../model/names.ts';
import { type Layout, projectLayout } from '../server/layout.ts';
import { listOperations, readAbout, readAudit, readJournal } from './read.ts';
import { type AuditEntry, endOf } from './records.ts';

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

type Reading = Pick<WatchedHost, 'files'>;

/** So many of the newest operations are looked through; one that was left before so many others is known by its note alone. */
const looked = 50;

/**
 * Who changes a project, or has left it half changed: as noted beside the lock, or, where somebody removed that note or it is half
 * written, as the journals tell. `unnoted` gives what these tell, for who asks about many projects at once.
 */
export async function readOwner(
	host: Reading,
	layout: Layout,
	project: string,
	unnoted = () => readUnnoted(host, layout),
): Promise<Owner | undefined> {
	return (await readNote(host, layout, project)) ?? (await unnoted()).find((owner) => owner.project === project);
}

/** The projects that somebody changes or has left half changed, and the owners among them that are not noted. */
export async function findOwned(
	host: Reading,
	layout: Layout,
): Promise<{ readonly names: readonly string[]; readonly unnoted: readonly Owner[] }> {
	const files = (await host.files.list(layout.locks)).filter((name) => name.endsWith('.json'));
	const names = files.map((name) => name.slice(0, -'.json'.length)).filter(isProjectName);
	// One that cannot be read is told by its project.
	const isNoted = await Promise.all(
		names.map((name) =>
			readNote(host, layout, name).then(
				(note) => note !== undefined,
				() => true,
			),
		),
	);
	const noted = names.filter((_, index) => isNoted[index]);
	const unnoted = await readUnnoted(host, layout, noted);
	return { names: [...noted, ...unnoted.map(({ project }) => project)], unnoted };
}

/** True while somebody changes the project: the lock is held, or its file was removed and the runner that had it still lives. */
export async function isBusy(host: Pick<WatchedHost, 'files' | 'locks' | 'processes'>, layout: Layout, project: string): Promise<boolean> {
	if (await host.locks.isHeld(projectLayout(layout, project).lock)) return true;
	const owner = await readOwner(host, layout, project);
	return owner !== undefined && isOwnerAlive(host, owner);
}

/** True if the very process lives that was noted. One that was noted without its birth is known by its lock alone. */
export function isOwnerAlive({ processes }: Pick<WatchedHost, 'processes'>, { pid, birth }: Owner): boolean {
	return birth !== undefined && processes.isAlive(pid, birth);
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

async function readNote({ files }: Reading, layout: Layout, project: string): Promise<Owner | undefined> {
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

/**
 * Owners of operations that have begun and not ended, as plans, journals and audit tell, without those of the projects that are
 * `noted` already; at most one of a project. What the audit knows to have ended is not read: on a server at rest that is all.
 */
async function readUnnoted(host: Reading, layout: Layout, noted: readonly string[] = []): Promise<readonly Owner[]> {
	const [ids, audit] = await Promise.all([listOperations(host, layout), readAudit(host, layout, { last: looked })]);
	const outcomes = new Map(audit.toReversed().map(({ id, outcome }) => [id, outcome]));
	const open = ids.slice(0, looked).filter((id) => (outcomes.get(id) ?? 'stuck') === 'stuck');
	const owners = await Promise.all(open.map((id) => readUnended(host, layout, id, { noted, isStuck: outcomes.has(id) })));
	const last = new Map(
		owners
			.filter((owner) => owner !== undefined)
			.sort((left, right) => left.since - right.since)
			.map((owner) => [owner.project, owner]),
	);
	const left = await Promise.all([...last.values()].map(async (owner) => ((await isPassed(host, layout, owner, audit)) ? [] : [owner])));
	return left.flat();
}

/** The owner that the note would name. A plan that is not whole is nobody's; one of which nobody knows whether it has begun is not over. */
async function readUnended(
	host: Reading,
	layout: Layout,
	id: string,
	{ noted, isStuck }: { readonly noted: readonly string[]; readonly isStuck: boolean },
): Promise<Owner | undefined> {
	const about = await readAbout(host, layout, id).catch(() => undefined);
	if (about === undefined || noted.includes(about.project)) return undefined;
	const journal = await readJournal(host, layout, id).catch(() => undefined);
	const start = journal?.findLast((entry) => entry.kind === 'started');
	const isOver = journal !== undefined && (endOf(journal) !== undefined || (start === undefined && !isStuck));
	if (isOver) return undefined;
	const { requestedAt, ...owner } = about;
	const { pid = 0, birth, at = requestedAt } = start ?? {};
	return { ...owner, id, pid, ...(birth !== undefined && { birth }), since: at };
}

/** What somebody has changed on top of it is not to be undone or finished any more: its half is part of what is there since. */
async function isPassed(host: Reading, layout: Layout, owner: Owner, audit: readonly AuditEntry[]): Promise<boolean> {
	const later = audit.filter(({ id, project, at }) => project === owner.project && id !== owner.id && at > owner.since);
	const journals = await Promise.all(later.map(({ id }) => readJournal(host, layout, id).catch(() => [])));
	return journals.flat().some((entry) => entry.kind === 'started' && entry.at > owner.since);
}
