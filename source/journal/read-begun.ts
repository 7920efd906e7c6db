import type { WatchedHost } from '../host/host.ts';
import { Failure, failureFacts } from '../model/failure.ts';
import { type Layout, operationLayout, projectLayout } from '../server/layout.ts';
import type { Owner } from './owner.ts';
import { endInAudit, readJournal, readOperation } from './read.ts';
import { endOf, type JournalEntry, type Operation } from './records.ts';

/** An operation that has begun, as its books tell it. */
export interface Begun {
	readonly operation: Operation;
	readonly journal: readonly JournalEntry[];
	/** Its end is written; only the note of its owner is still there. */
	readonly isOver: boolean;
}

/**
 * Plan and journal of the operation that a project's owner has begun. Throws a `refused` failure if they do not tell how far it
 * came: whoever plans, resumes or goes on then builds on half a change that nobody knows.
 */
export async function readBegun(host: Pick<WatchedHost, 'files'>, layout: Layout, owner: Owner): Promise<Begun> {
	const { id, project } = owner;
	const books = operationLayout(layout, id);
	const lost = (path: string) => (error: unknown) => {
		// Another Berth has written it, and can read it.
		if (error instanceof Failure && error.kind === 'refused') throw error;
		throw lostFailure(layout, owner, describe(error), path);
	};
	const operation = await readOperation(host, layout, id).catch(lost(books.plan));
	if (operation === undefined) throw lostFailure(layout, owner, `${books.plan} is gone or not whole`, books.plan);
	const journal = await readJournal(host, layout, id).catch(lost(books.journal));
	const end = endOf(journal);
	if (end !== undefined || journal.some(({ kind }) => kind === 'started')) return { operation, journal, isOver: end !== undefined };
	if ((await endInAudit(host, layout, id, project)) !== undefined) return { operation, journal, isOver: true };
	const isThere = (await host.files.stat(books.journal)) !== undefined;
	throw lostFailure(layout, owner, `${books.journal} ${isThere ? 'does not say it any more' : 'is gone'}`, books.journal);
}

function describe(error: unknown): string {
	const { what, why } = failureFacts(error);
	return why === undefined ? what : `${what}: ${why}`;
}

function lostFailure(layout: Layout, { id, operation, project, user }: Owner, why: string, path: string): Failure {
	const { directory } = operationLayout(layout, id);
	const { lockOwner } = projectLayout(layout, project);
	const byHand = `compare what is left in ${directory} with what is there, put right what is half changed, then remove ${directory} and ${lockOwner}`;
	return new Failure({
		kind: 'refused',
		what: `${operation} of ${project} by ${user} was interrupted, and how far it came is not known`,
		why,
		next: `Put ${path} back from a backup, and \`berth resume ${project}\` ends it. Without one: ${byHand}`,
	});
}
