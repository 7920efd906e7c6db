import type { AddCommand } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** `berth remove`: takes a project off the server; its directory is kept beside the projects. */
export const addRemove: AddCommand = (program, run) => {
	const command = program
		.command('remove')
		.description('take a project off the server; its directory and data are kept in projects/.removed')
		.argument('<project>');
	withChangeOptions(command).action(
		run((session, project: string, options: ChangeOptions) => runChange(session, { kind: 'remove', project }, options)),
	);
};
