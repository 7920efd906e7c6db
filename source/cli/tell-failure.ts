import { failureFacts } from '../model/failure.ts';
import { describeFailure } from '../present/describe-failure.ts';
import { exitCodeOf } from '../present/exit-code.ts';
import type { CliContext } from './context.ts';

/** Tells an error in words, or as `{"error": …}` on standard output; gives its exit code. */
export function tellFailure(error: unknown, json: boolean, context: CliContext): number {
	const facts = failureFacts(error);
	if (json) context.printJson({ error: facts });
	else for (const line of describeError(error)) context.printError(line);
	return exitCodeOf(facts.kind);
}

/** An error in words. Only a bug of ours shows its stack. */
export function describeError(error: unknown): readonly string[] {
	const facts = failureFacts(error);
	const stack = facts.kind === 'bug' && error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
	return [...describeFailure(facts), ...stack];
}
