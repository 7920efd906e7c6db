import type { Host } from '../host/host.ts';
import type { Outcome } from '../journal/records.ts';
import type { JournalWriter } from '../journal/writer.ts';
import type { FailureFacts } from '../model/failure.ts';
import { type Plan, stayingReplicas } from '../operations/plan.ts';
import type { StepContext } from '../steps/step.ts';
import type { Judge } from './judge.ts';
import type { Redactor } from './redactor.ts';

/** How a way through the plan ended. */
export interface Ending {
	readonly outcome: Outcome;
	readonly failure?: FailureFacts;
}

/** What carrying out a plan needs. */
export interface Performance {
	readonly host: Host;
	/** Id of the operation. */
	readonly operation: string;
	readonly plan: Plan;
	readonly journal: JournalWriter;
	readonly redactor: Redactor;
	/** Aborted when the operator cancels. */
	readonly cancel: AbortSignal;
	/** Who judges the replicas that traffic has moved to; absent where none does. */
	readonly judge?: Judge | undefined;
}

/** What step number `step` may use. */
export function contextOf(performance: Performance, step: number, signal: AbortSignal): StepContext {
	const { host, operation, journal, redactor } = performance;
	return {
		host,
		operation,
		signal,
		report: (text) => void journal.tryWrite({ kind: 'line', step, text }),
		redact: redactor.redact,
		hide: redactor.hide,
	};
}

/** The end of one that the operator has cancelled. */
export function cancelled(plan: Plan): FailureFacts {
	const stays = stayingReplicas(plan).length > 0;
	const next = stays ? 'What it had started stays, for nothing else serves; the rest was undone' : 'What it had begun was undone';
	return { kind: 'cancelled', what: `${plan.title} was cancelled`, next };
}
