import type { JournalEntry, Operation } from '../../source/journal/records.ts';
import { Failure } from '../../source/model/failure.ts';
import type { Intent, Plan } from '../../source/operations/plan.ts';
import type { Control, Finished } from '../../source/runner/control.ts';
import { examplePlan } from './example-plan.ts';

/** A control whose operations the test carries out itself. */
export interface FakeControl extends Control {
	/** Everything that was asked of it and changes something, in order: `start`, `cancel 1`… */
	readonly asked: readonly string[];
	/** Intents that were planned, in order. */
	readonly planned: readonly Intent[];
	/** The next plans; the last one is given again and again. A failure is thrown. */
	plans: (Plan | Failure)[];
	/** How an operation ended that was interrupted and is ended before the next plan; `undefined` if there is none. */
	interrupted: Finished | undefined;
	/** What the next starts throw; none: they start. */
	refusals: Failure[];
	/** What runners have printed last. */
	words: readonly string[];
	/** Sends an entry to all who follow; `finished` ends their following. */
	tell(entry: JournalEntry): void;
	/** Ends the following as if the runner had been killed. */
	die(): void;
}

const finishedAt = { at: 2, kind: 'finished' } as const;

/** The end of an operation. */
export function finished(outcome: Finished['outcome'], more: Partial<Finished> = {}): Finished {
	return { ...finishedAt, outcome, ...more };
}

/** Plans the example plan; every operation has the id `1`, and what is found is that of the next plan. What is told before anybody follows is kept for them. */
export function createFakeControl(): FakeControl {
	const asked: string[] = [];
	const planned: Intent[] = [];
	const told: (JournalEntry | undefined)[] = [];
	const followers = new Set<() => void>();
	const control: FakeControl = {
		asked,
		planned,
		plans: [examplePlan],
		interrupted: undefined,
		refusals: [],
		words: [],
		async plan(intent) {
			planned.push(intent);
			const next = control.plans.length > 1 ? control.plans.shift() : control.plans[0];
			if (next === undefined || next instanceof Failure) throw next ?? new Failure({ kind: 'bug', what: 'the test gives no plan' });
			return next;
		},
		prepare() {},
		async endInterrupted(project) {
			const end = control.interrupted;
			control.interrupted = undefined;
			if (end !== undefined) asked.push(`end ${project}`);
			return end;
		},
		async start(plan) {
			const refusal = control.refusals.shift();
			if (refusal !== undefined) throw refusal;
			asked.push('start');
			return operationOf(plan);
		},
		async find(which) {
			if (which !== '1' && which !== 'shop') throw new Failure({ kind: 'refused', what: `There is no operation ${which}` });
			const [plan] = control.plans;
			return operationOf(plan === undefined || plan instanceof Failure ? examplePlan : plan);
		},
		follow: (_id, onEntry, signal) =>
			new Promise((resolve) => {
				let next = 0;
				const read = () => {
					for (; next < told.length; next++) {
						const entry = told[next];
						if (entry === undefined) return resolve(undefined);
						onEntry(entry);
						if (entry.kind === 'finished') resolve(entry);
					}
				};
				followers.add(read);
				signal?.addEventListener('abort', () => resolve(undefined));
				read();
			}),
		lastWords: async () => control.words,
		async cancel(id) {
			asked.push(`cancel ${id}`);
		},
		async resume(id) {
			asked.push(`resume ${id}`);
		},
		tell: (entry) => send(entry),
		die: () => send(undefined),
	};
	return control;

	function send(entry: JournalEntry | undefined): void {
		told.push(entry);
		for (const read of followers) read();
	}
}

function operationOf(plan: Plan): Operation {
	return { id: '1', plan, user: 'anna', host: 'server-1', requestedAt: 1 };
}
