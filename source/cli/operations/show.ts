import { readJournal } from '../../journal/read.ts';
import type { JournalEntry, Operation } from '../../journal/records.ts';
import { formatTime } from '../../model/format.ts';
import { describeEntry } from '../../present/describe-entry.ts';
import { describeFailure } from '../../present/describe-failure.ts';
import { describeLoss } from '../../present/describe-loss.ts';
import { describePlan } from '../../present/describe-plan.ts';
import { describeProof } from '../../present/describe-proof.ts';
import { createNews } from '../../present/news.ts';
import type { AddCommand } from '../command.ts';

/** `berth show`: a stored operation, its plan and what became of it. */
export const addShow: AddCommand = (program, run) => {
	program
		.command('show')
		.description('show an operation: its plan and its journal')
		.argument('<operation>', 'an id, its beginning, or a project')
		.action(
			run(async (session, which: string) => {
				const { control, host, layout } = await session.server();
				const operation = await control.find(which);
				const journal = await readJournal(host, layout, operation.id);
				session.answer(describeOperation(operation, journal), { operation, journal });
				return 0;
			}),
		);
};

function describeOperation(operation: Operation, journal: readonly JournalEntry[]): readonly string[] {
	const { id, user, host, requestedAt, plan } = operation;
	const entries = journal.filter(createNews()).flatMap((entry) => {
		const line = describeEntry(plan, entry);
		return line === undefined ? [] : [`  ${formatTime(entry.at).slice(11)} ${line}`];
	});
	const end = journal.findLast((entry) => entry.kind === 'finished');
	const isDone = (step: number) => journal.some((entry) => entry.kind === 'done' && entry.step === step);
	const lost = end === undefined ? [] : describeLoss(plan, end.outcome, isDone);
	return [
		`${id} by ${user} on ${host}, ${formatTime(requestedAt)} UTC`,
		...describePlan(plan),
		'',
		'What happened',
		...entries,
		...(lost.length === 0 ? [] : ['', ...lost]),
		...(end?.proof === undefined ? [] : ['', `Proof: ${describeProof(end.proof)}`]),
		...(end?.failure === undefined ? [] : ['', ...describeFailure(end.failure)]),
	];
}
