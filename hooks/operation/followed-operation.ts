import type { JournalEntry, Operation, Proof } from '../../source/journal/records.ts';
import type { FailureFacts } from '../../source/model/failure.ts';
import type { Finished } from '../../source/runner/control.ts';

/** `interrupted`: its runner died in the middle of it. */
export type StepState = 'waiting' | 'doing' | 'interrupted' | 'done' | 'failed' | 'warned' | 'undoing' | 'undone' | 'undo-failed';

export interface StepProgress {
	readonly state: StepState;
	/** Epoch ms of its beginning, or of its undo's. */
	readonly since?: number;
	/** Milliseconds it took, or its undo. */
	readonly took?: number;
	/** Its last lines. */
	readonly lines: readonly string[];
	readonly failure?: FailureFacts;
}

/** An operation as its journal tells it so far. */
export interface FollowedOperation {
	readonly operation: Operation;
	readonly steps: readonly StepProgress[];
	/** What its runner first ends, that was interrupted before; absent once it has begun itself. */
	readonly earlier?: Extract<JournalEntry, { kind: 'ending-earlier' }>;
	readonly startedAt?: number;
	readonly direction?: Extract<JournalEntry, { kind: 'direction' }>;
	readonly proof?: Proof;
	readonly finished?: Finished;
	/** Epoch ms when its runner was found to have died before the end; absent while one works on it. */
	readonly lostAt?: number;
	/** What its runners printed last. */
	readonly lastWords?: readonly string[];
}

/** Lines kept of each step. */
const keptLines = 200;

/** An operation of which nothing is known but its plan. */
export function beginFollowing(operation: Operation): FollowedOperation {
	return { operation, steps: operation.plan.steps.map(() => ({ state: 'waiting', lines: [] })) };
}

/** What is known after more lines of the journal. */
export function readEntries(followed: FollowedOperation, entries: readonly JournalEntry[]): FollowedOperation {
	return entries.reduce(readEntry, followed);
}

/** What is known when its runner has died: what it was doing goes no further. */
export function loseRunner(followed: FollowedOperation, at: number, lastWords: readonly string[]): FollowedOperation {
	return { ...followed, steps: interrupt(followed.steps), lostAt: at, lastWords };
}

/** The step that is being done or undone, or else failed, or else the last one that was done. */
export function currentStep({ steps }: FollowedOperation): number {
	const running = steps.findIndex(({ state }) => state === 'doing' || state === 'undoing');
	if (running !== -1) return running;
	const failed = steps.findIndex(({ state }) => state === 'failed' || state === 'undo-failed' || state === 'interrupted');
	return failed === -1
		? Math.max(
				0,
				steps.findLastIndex(({ state }) => state !== 'waiting'),
			)
		: failed;
}

function readEntry(followed: FollowedOperation, entry: JournalEntry): FollowedOperation {
	switch (entry.kind) {
		case 'ending-earlier':
			return { ...followed, earlier: entry };
		case 'started':
			return { ...atBeginning(followed), steps: interrupt(followed.steps), startedAt: followed.startedAt ?? entry.at };
		case 'direction':
			return { ...followed, direction: entry };
		case 'probe':
			return { ...followed, proof: entry.proof };
		case 'finished':
			return {
				...followed,
				steps: interrupt(tellWhole(followed.steps, entry.failure)),
				finished: entry,
				...(entry.proof !== undefined && { proof: entry.proof }),
			};
		default:
			return { ...followed, steps: followed.steps.map((step, index) => (index === entry.step ? readStep(step, entry) : step)) };
	}
}

/** One that is stuck and resumed has an end in the middle of its journal; what came first is over. */
function atBeginning({ finished: _, earlier: __, ...followed }: FollowedOperation): FollowedOperation {
	return followed;
}

type StepEntry = Extract<JournalEntry, { step: number }>;

function readStep(step: StepProgress, entry: StepEntry): StepProgress {
	switch (entry.kind) {
		case 'doing':
		case 'undoing':
			return { ...step, state: entry.kind, since: entry.at };
		case 'line':
			return { ...step, lines: [...step.lines, entry.text].slice(-keptLines) };
		case 'done':
			return { ...step, state: 'done', took: entry.took };
		case 'undone':
			return { ...step, state: 'undone', ...tookUntil(step, entry.at) };
		case 'failed':
		case 'warned':
		case 'undo-failed':
			return { ...step, state: entry.kind, failure: entry.failure, ...tookUntil(step, entry.at) };
	}
}

function tookUntil({ since }: StepProgress, at: number): { took?: number } {
	return since === undefined ? {} : { took: at - since };
}

/** At the end more is known of a failure than when it turned the operation back: what the replica printed last. */
function tellWhole(steps: readonly StepProgress[], whole: FailureFacts | undefined): readonly StepProgress[] {
	return whole === undefined ? steps : steps.map((step) => (step.failure?.what === whole.what ? { ...step, failure: whole } : step));
}

/** A runner that is gone leaves its step without a word: another one begins it again, or nobody does. */
function interrupt(steps: readonly StepProgress[]): readonly StepProgress[] {
	return steps.map((step) => (step.state === 'doing' || step.state === 'undoing' ? { ...step, state: 'interrupted' } : step));
}
