import type { AddCommand } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** `berth rollback`: back to the previous or any kept release. */
export const addRollback: AddCommand = (program, run) => {
	const command = program
		.command('rollback')
		.description('go back to the previous release, or to any that is kept')
		.argument('<project>')
		.argument('[version]', 'default: the one before');
	withChangeOptions(command).action(
		run((session, project: string, version: string | undefined, options: ChangeOptions) =>
			runChange(session, { kind: 'rollback', project, ...(version !== undefined && { version }) }, options),
		),
	);
};
