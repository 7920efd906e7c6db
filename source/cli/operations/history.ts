import { listOperations, readAudit } from '../../journal/read.ts';
import type { AuditEntry } from '../../journal/records.ts';
import { formatDuration, formatTime } from '../../model/format.ts';
import { requireKnown } from '../../operations/checks.ts';
import { describeProof } from '../../present/describe-proof.ts';
import { renderTable } from '../../present/table.ts';
import { type AddCommand, parseCount } from '../command.ts';

const columns = [
	{ title: 'time (UTC)' },
	{ title: 'by' },
	{ title: 'outcome' },
	{ title: 'took', align: 'right' },
	{ title: 'operation' },
	{ title: 'what' },
	{ title: 'proof' },
] as const;

/** `berth history`: who changed what, when, with which result. */
export const addHistory: AddCommand = (program, run) => {
	program
		.command('history')
		.description('show what was changed, newest first')
		.argument('[project]')
		.option('--last <count>', 'so many', parseCount, 20)
		.action(
			run(async (session, project: string | undefined, { last }: { readonly last: number }) => {
				const { host, layout, observe } = await session.server();
				const entries = await readAudit(host, layout, { last, ...(project !== undefined && { project }) });
				// A project that was removed still has a past.
				if (project !== undefined && entries.length === 0) requireKnown(await observe(), project);
				const isLost = entries.length === 0 && project === undefined && (await listOperations(host, layout)).length > 0;
				const none = isLost
					? [`What was changed is not known: ${layout.audit} is gone or empty, though there were operations`]
					: [`Nothing was changed${project === undefined ? '' : ` on ${project}`} yet`];
				session.answer(entries.length === 0 ? none : renderTable(columns, entries.map(historyRow), session.context.columns), { entries });
				return 0;
			}),
		);
};

function historyRow({ at, user, outcome, took, id, title, proof }: AuditEntry): readonly string[] {
	return [formatTime(at), user, outcome, formatDuration(took), id, title, proof === undefined ? '' : describeProof(proof)];
}
