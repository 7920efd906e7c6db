import type { AddCommand } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** `berth restart`: the same release through the other berth. */
export const addRestart: AddCommand = (program, run) => {
	const command = program
		.command('restart')
		.description('start all replicas of the live release anew, in the other berth, without a failed request')
		.argument('<project>');
	withChangeOptions(command).action(
		run((session, project: string, options: ChangeOptions) => runChange(session, { kind: 'restart', project }, options)),
	);
};
