import { type AddCommand, parseCount } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** `berth scale`: another number of replicas, without a gap. */
export const addScale: AddCommand = (program, run) => {
	const command = program
		.command('scale')
		.description('run another number of replicas')
		.argument('<project>')
		.argument('<replicas>', '1 to 16', parseCount);
	withChangeOptions(command).action(
		run((session, project: string, replicas: number, options: ChangeOptions) =>
			runChange(session, { kind: 'scale', project, replicas }, options),
		),
	);
};
