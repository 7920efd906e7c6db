/**
 * Every error an operator can meet. `config`: a file is wrong; `refused`: the operator can mend it; `external`: a command,
 * engine or app failed; `bug`: ours.
 */
export type FailureKind = 'config' | 'refused' | 'external' | 'busy' | 'cancelled' | 'bug';

/** An error as it is shown and stored: what happened, why, what now, with names. */
export interface FailureFacts {
	readonly kind: FailureKind;
	readonly what: string;
	readonly why?: string;
	readonly next?: string;
	/** Last lines of a command or container, already redacted where they are stored. */
	readonly output?: readonly string[];
}

export class Failure extends Error implements FailureFacts {
	readonly kind: FailureKind;
	readonly what: string;
	readonly why?: string;
	readonly next?: string;
	readonly output?: readonly string[];

	constructor(facts: FailureFacts, options?: ErrorOptions) {
		super(facts.why === undefined ? facts.what : `${facts.what}: ${facts.why}`, options);
		this.name = 'Failure';
		this.kind = facts.kind;
		this.what = facts.what;
		if (facts.why !== undefined) this.why = facts.why;
		if (facts.next !== undefined) this.next = facts.next;
		if (facts.output !== undefined) this.output = facts.output;
	}
}

/** The facts of anything thrown; what is not a `Failure` is a bug of ours. */
export function failureFacts(error: unknown): FailureFacts {
	if (error instanceof Failure) {
		return {
			kind: error.kind,
			what: error.what,
			...(error.why !== undefined && { why: error.why }),
			...(error.next !== undefined && { next: error.next }),
			...(error.output !== undefined && { output: error.output }),
		};
	}
	const message = error instanceof Error ? error.message : String(error);
	return { kind: 'bug', what: 'Berth met an error it did not expect', why: message };
}
