import type { Command } from 'commander';
import { Failure } from '../../model/failure.ts';
import type { OperationKind } from '../../operations/plan.ts';
import type { AddCommand } from '../command.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** What a change of all live replicas of a project is called, and told where one of them was named. */
export interface WholeProjectWords {
	readonly description: string;
	/** `restarted`: not one by one. */
	readonly done: string;
	readonly why: string;
	/** What to type instead, for that project. */
	instead(project: string): string;
}

/** A command that changes all live replicas of a project together. Who names one of them is told why not, and what does it. */
export function wholeProjectChange(
	kind: Extract<OperationKind, 'restart' | 'stop' | 'start' | 'unpause'>,
	{ description, done, why, instead }: WholeProjectWords,
): AddCommand {
	return (program, run) => {
		const command = program.command(kind).description(description).argument('<project>').allowExcessArguments();
		withChangeOptions(command).action(
			run((session, project: string, options: ChangeOptions, { args: [, replica] }: Command) => {
				if (replica === undefined) return runChange(session, { kind, project }, options);
				const what = `Replicas of ${project} are not ${done} one by one`;
				throw new Failure({ kind: 'refused', what, why, next: instead(project) });
			}),
		);
	};
}
