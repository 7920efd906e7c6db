import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { chosenOperation } from './chosen-operation.ts';
import { reportEnd } from './report-end.ts';
import { watchOperation } from './watch-operation.ts';

/** `berth attach`: watches a running operation, or shows one that ended, and ends as it does. With JSON each entry is a line. */
export const addAttach: AddCommand = (program, run) => {
	program
		.command('attach')
		.description('watch an operation to its end; the exit code is the operation’s')
		.argument('[operation]', 'an id, its beginning, or a project; default: the one that runs')
		.action(run(attach));
};

async function attach(session: Session, which: string | undefined): Promise<number> {
	const operation = await chosenOperation(session, which, (running) => running.alive);
	const end = await watchOperation(session, operation, session.json ? (entry) => session.context.printJson(entry) : undefined);
	return reportEnd(session, operation, end);
}
