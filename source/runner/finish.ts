import type { Host } from '../host/host.ts';
import { readOwner } from '../journal/owner.ts';
import { endInAudit, journalEntries } from '../journal/read.ts';
import type { AuditEntry, endOf, Operation, Proof } from '../journal/records.ts';
import { giveRoomBack } from '../journal/room.ts';
import type { JournalWriter } from '../journal/writer.ts';
import { type Layout, operationLayout, projectLayout } from '../server/layout.ts';
import type { Ending } from './performance.ts';
import type { Redactor } from './redactor.ts';
import { sweep } from './sweep.ts';

/** The journal of an operation, and what keeps secrets out of it. */
export interface Tools {
	readonly journal: JournalWriter;
	readonly redactor: Redactor;
}

/** Where the end of an operation is written. */
export interface Books {
	readonly host: Host;
	readonly layout: Layout;
}

/** Writes how an operation ended, with one time in both: journal first, then the audit; at last the owner goes. */
export async function finish(books: Books, operation: Operation, tools: Tools, ending: Ending, proof?: Proof): Promise<void> {
	const end = { ...ending, ...(proof !== undefined && { proof }), at: books.host.clock.now() };
	await tools.journal.tryWrite({ kind: 'finished', ...end });
	await close(books, operation, tools, end);
}

/** The end that only the audit still knows, because the journal was cut: written into the journal once more. Nothing is done twice. */
export async function writeEndAgain(
	{ host, layout }: Books,
	{ id, plan }: Operation,
	{ journal }: Tools,
): Promise<ReturnType<typeof endOf>> {
	const known = await endInAudit(host, layout, id, plan.project);
	if (known === undefined) return undefined;
	const { at, outcome, failure, proof } = known;
	const bare = { kind: 'finished', at, outcome } as const;
	const end = { ...bare, ...(failure && { failure }), ...(proof && { proof }) };
	// What another Berth has added to the audit would make the journal unreadable.
	const isKnown = await journalEntries([JSON.stringify(end)], layout.audit).then(
		() => true,
		() => false,
	);
	await journal.tryWrite(isKnown ? end : bare);
	return isKnown ? end : bare;
}

/** Writes what a runner that was killed after the journal's last line had still to write. */
export async function finishAgain(
	books: Books,
	operation: Operation,
	tools: Tools,
	end: NonNullable<ReturnType<typeof endOf>>,
): Promise<void> {
	const { kind: _, ...ending } = end;
	const known = await endInAudit(books.host, books.layout, operation.id, operation.plan.project);
	await close(books, operation, tools, known === undefined ? ending : { outcome: end.outcome });
}

/** None of this may turn a good end into a crash, not even a disk that is full to the last byte: the journal has the same facts. */
async function close(
	{ host, layout }: Books,
	operation: Operation,
	{ redactor }: Tools,
	end: Ending & { readonly at?: number; readonly proof?: Proof },
): Promise<void> {
	const { plan, id, user, requestedAt } = operation;
	const { at } = end;
	const { journal, reserve } = operationLayout(layout, id);
	await giveRoomBack(host, journal);
	await host.files.remove(reserve).catch(() => undefined);
	if (at !== undefined) {
		const { kind, project, title } = { kind: plan.intent.kind, project: plan.project, title: plan.title };
		const audit: AuditEntry = { ...end, at, id, operation: kind, project, title, user, took: at - requestedAt };
		await host.files.appendLine(layout.audit, redactor.json(audit)).catch(() => undefined);
	}
	await sweep(host, layout, operation).catch(() => undefined);
	const owner = await readOwner(host, layout, plan.project).catch(() => undefined);
	if (end.outcome !== 'stuck' && owner?.id === id)
		await host.files.remove(projectLayout(layout, plan.project).lockOwner).catch(() => undefined);
}
