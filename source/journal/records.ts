import type { FailureFacts } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import type { StepFacts } from '../steps/step.ts';
import type { FailureShares } from './proof.ts';

/** `operations/<id>/plan.json`: written once, before the runner starts. */
export interface Operation {
	/** Of plan and journal; absent in what was written before they had one. */
	readonly format?: number;
	/** Version of the Berth that has written it. */
	readonly berth?: string;
	readonly id: string;
	readonly plan: Plan;
	readonly user: string;
	readonly host: string;
	/** Epoch ms of the confirmation. */
	readonly requestedAt: number;
}

/**
 * How an operation ended. `flawed`: the change stands, but requests failed while it was made. `failed`: undone, the old state
 * serves. `stuck`: an undo failed too, a person is needed.
 */
export type Outcome = (typeof outcomes)[number];

export const outcomes = ['done', 'flawed', 'failed', 'cancelled', 'stuck', 'refused', 'busy'] as const;

export function isOutcome(value: unknown): value is Outcome {
	return outcomes.some((outcome) => outcome === value);
}

/** True if what was wanted is so now. */
export function isStanding(outcome: Outcome): boolean {
	return outcome === 'done' || outcome === 'flawed';
}

/** One line of `operations/<id>/journal.jsonl`. `at` is epoch ms, `step` the index in the plan. */
export type JournalEntry =
	/** Its runner first ends an earlier operation of the project that was left unfinished. */
	| { readonly at: number; readonly kind: 'ending-earlier'; readonly pid: number; readonly birth?: string; readonly title: string }
	| {
			readonly at: number;
			readonly kind: 'started';
			readonly pid: number;
			readonly birth?: string;
			readonly resumed: boolean;
			readonly berth?: string;
	  }
	| { readonly at: number; readonly kind: 'doing'; readonly step: number }
	| { readonly at: number; readonly kind: 'line'; readonly step: number; readonly text: string }
	| { readonly at: number; readonly kind: 'done'; readonly step: number; readonly took: number; readonly facts?: StepFacts }
	| { readonly at: number; readonly kind: 'failed'; readonly step: number; readonly failure: FailureFacts }
	| { readonly at: number; readonly kind: 'warned'; readonly step: number; readonly failure: FailureFacts }
	/** A whole decision: from here on undo, or finish forward. */
	| {
			readonly at: number;
			readonly kind: 'direction';
			readonly direction: 'undo' | 'forward';
			readonly why: string;
			readonly cancelled?: true;
	  }
	| { readonly at: number; readonly kind: 'undoing'; readonly step: number }
	| { readonly at: number; readonly kind: 'undone'; readonly step: number }
	| { readonly at: number; readonly kind: 'undo-failed'; readonly step: number; readonly failure: FailureFacts }
	| { readonly at: number; readonly kind: 'probe'; readonly proof: Proof }
	| { readonly at: number; readonly kind: 'finished'; readonly outcome: Outcome; readonly failure?: FailureFacts; readonly proof?: Proof };

/** The last entry that says how an operation ended; one that is stuck has not ended. */
export function endOf(entries: readonly JournalEntry[]): Extract<JournalEntry, { kind: 'finished' }> | undefined {
	const end = entries.findLast((entry) => entry.kind === 'finished');
	return end?.outcome === 'stuck' ? undefined : end;
}

/** What the probe and the site's access log saw during the change. */
export interface Proof {
	/** Requests of Berth's own probe through the real site. */
	readonly probes: number;
	readonly probesFailed: number;
	/** Of the failed ones, those while replicas served that were ill already before the change. */
	readonly probesExcused?: number;
	/** Milliseconds; 0 if none was answered. */
	readonly slowest: number;
	/** Requests of everybody in the access log meanwhile, the probe's included. */
	readonly requests: number;
	/** Of these, failed as their users saw it (`userFailureOf`). */
	readonly requestsFailed: number;
	/** Of the failed ones, those that the proxy had to answer for the app; absent in proofs of earlier versions. */
	readonly requestsUnanswered?: number;
	/** The shares of both kinds of failures shortly before the change. */
	readonly before?: FailureShares;
	/** Requests that the site answered 503 once it was closed, in none of the other counts; absent where a change closes none. */
	readonly turnedAway?: number;
	/** Requests by the release that answered. */
	readonly byRelease: Readonly<Record<string, number>>;
	/** The first failures, in words. */
	readonly failures: readonly string[];
}

/** One line of `deploy/audit.jsonl`, kept for ever. */
export interface AuditEntry {
	readonly at: number;
	readonly id: string;
	readonly operation: string;
	readonly project: string;
	readonly title: string;
	readonly user: string;
	readonly outcome: Outcome;
	/** Milliseconds from confirmation to end. */
	readonly took: number;
	readonly failure?: FailureFacts;
	readonly proof?: Proof;
}
