import { isStanding } from '../../journal/records.ts';
import { describeUndos } from '../../present/describe-plan.ts';
import { exitCodeOf } from '../../present/exit-code.ts';
import { canAsk, notAgreed, requireConsent } from '../changes/confirm-plan.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { reportEnd } from './report-end.ts';
import { watchOperation } from './watch-operation.ts';

interface CancelOptions {
	readonly yes?: true;
	readonly detach?: true;
}

/** `berth cancel`: asks a running operation to undo what it did, and waits until it has. */
export const addCancel: AddCommand = (program, run) => {
	program
		.command('cancel')
		.description('undo a running operation; exit code 0 once it is undone')
		.argument('<operation>', 'an id, its beginning, or a project')
		.option('--yes', 'do not ask')
		.option('--detach', 'return at once')
		.action(run(cancel));
};

async function cancel(session: Session, which: string, options: CancelOptions): Promise<number> {
	requireConsent(session, options);
	const { control } = await session.server();
	const operation = await control.find(which);
	if (options.yes !== true && canAsk(session)) {
		session.tell(`Cancel: ${operation.plan.title}`, 'What was done of it is undone, last first:', ...describeUndos(operation.plan));
		const answer = await session.context.ask('Cancel it? y/N ');
		if (!['y', 'yes'].includes(answer.trim().toLowerCase())) throw notAgreed('It goes on', answer, 'y');
	}
	await control.cancel(operation.id);
	if (options.detach === true) {
		session.answer([operation.id], { operation: operation.id });
		return 0;
	}
	const end = await watchOperation(session, operation);
	const code = await reportEnd(session, operation, end);
	if (end.kind !== 'finished') return code;
	if (isStanding(end.finished.outcome)) session.tell('It was done before it could be cancelled');
	return end.finished.outcome === 'cancelled' ? 0 : code || exitCodeOf('failed');
}
