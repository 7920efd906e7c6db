import type { Outcome } from '../journal/records.ts';
import type { FailureKind } from '../model/failure.ts';

const codes: Readonly<Record<Outcome | FailureKind, number>> = {
	done: 0,
	flawed: 1,
	failed: 1,
	external: 1,
	bug: 1,
	refused: 2,
	config: 2,
	stuck: 3,
	busy: 4,
	cancelled: 130,
};

/**
 * The exit code of an ended operation, or of a failure before anything ran: 0 done, 1 failed and undone or done with failed requests, 2 usage, configuration
 * or refusal, 3 a person is needed, 4 busy, 130 cancelled and undone.
 */
export function exitCodeOf(end: Outcome | FailureKind): number {
	return codes[end];
}
