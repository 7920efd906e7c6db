import type { Operation } from '../../journal/records.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { unfinishedOperations } from './chosen-operation.ts';
import { reportEnd } from './report-end.ts';
import { watchOperation } from './watch-operation.ts';

interface ResumeOptions {
	readonly detach?: true;
}

/** `berth resume`: finishes or undoes operations whose runner died, as their journals say. */
export const addResume: AddCommand = (program, run) => {
	program
		.command('resume')
		.description('finish or undo an operation whose runner died; without a name: all of them')
		.argument('[operation]', 'an id, its beginning, or a project')
		.option('--detach', 'start it, print its id and return')
		.action(run(resume));
};

async function resume(session: Session, which: string | undefined, options: ResumeOptions): Promise<number> {
	const { control } = await session.server();
	if (which !== undefined) return resumeOne(session, await control.find(which), options);
	const dead = (await unfinishedOperations(session)).filter(({ alive }) => !alive);
	// One that cannot be resumed says so last: the others are ended by then.
	dead.sort((left, right) => Number(left.lost !== undefined) - Number(right.lost !== undefined));
	if (dead.length === 0) session.answer(['No operation was interrupted'], { resumed: [] });
	let worst = 0;
	for (const { id } of dead) worst = Math.max(worst, await resumeOne(session, await control.find(id), options));
	return worst;
}

async function resumeOne(session: Session, operation: Operation, options: ResumeOptions): Promise<number> {
	const { control } = await session.server();
	await control.resume(operation.id);
	if (options.detach === true) {
		session.answer([operation.id], { operation: operation.id });
		return 0;
	}
	return reportEnd(session, operation, await watchOperation(session, operation));
}
