import type { JournalEntry, Operation } from '../journal/records.ts';
import type { Intent, Plan } from '../operations/plan.ts';

/** All that console and CLI can ask for. Whatever changes the server goes through here. */
export interface Control {
	/** Observes the server and decides; throws a `Failure` if the intent cannot be carried out. Changes nothing. */
	plan(intent: Intent): Promise<Plan>;
	/** Ends an operation of this project whose runner died, if there is one, and says how it ended. Comes before planning a change. */
	endInterrupted(project: string): Promise<Finished | undefined>;
	/** A change is about to be planned: whatever else its start needs is made ready meanwhile. Neither waits nor throws. */
	prepare(): void;
	/** Stores the plan and starts its runner, detached; the runner refuses if the server has changed since or somebody else is busy. */
	start(plan: Plan): Promise<Operation>;
	/** The stored operation, by its id or the id's beginning; a project's name gives its running or else last one. */
	find(idOrProject: string): Promise<Operation>;
	/** All entries so far and those to come; ends with the `finished` entry, or with `undefined` if its runner died. */
	follow(id: string, onEntry: (entry: JournalEntry) => void, signal?: AbortSignal): Promise<Finished | undefined>;
	/** The last lines that its runners have printed, the newest last: why one of them died, if it could say so. Never throws. */
	lastWords(id: string): Promise<readonly string[]>;
	/** Asks the runner to undo; throws if it does not run. */
	cancel(id: string): Promise<void>;
	/** Starts a runner for an operation whose runner died. */
	resume(id: string): Promise<void>;
}

export type Finished = Extract<JournalEntry, { kind: 'finished' }>;
