import { describe, expect, it } from 'vitest';
import { beginFollowing, currentStep, loseRunner, readEntries } from '../../../hooks/operation/followed-operation.ts';
import type { JournalEntry } from '../../../source/journal/records.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

const begun = beginFollowing({ id: '1', plan: examplePlan, user: 'anna', host: 'prod-1', requestedAt: 0 });
const told = (...entries: readonly JournalEntry[]) => readEntries(begun, entries);
const failure = { kind: 'external', what: 'shop v42 never became healthy' } as const;

describe('readEntries', () => {
	it('tells what each step is doing, how long it took and what it said', () => {
		const { steps } = told(
			{ at: 1, kind: 'started', pid: 1, resumed: false },
			{ at: 10, kind: 'doing', step: 0 },
			{ at: 20, kind: 'line', step: 0, text: 'created shop-green-1' },
			{ at: 30, kind: 'done', step: 0, took: 20 },
			{ at: 31, kind: 'doing', step: 1 },
		);
		expect(steps.map(({ state }) => state)).toEqual(['done', 'doing', 'waiting', 'waiting']);
		expect(steps[0]).toMatchObject({ took: 20, lines: ['created shop-green-1'] });
	});

	it('tells a failure, what is undone because of it, and the end', () => {
		const followed = told(
			{ at: 1, kind: 'doing', step: 0 },
			{ at: 2, kind: 'done', step: 0, took: 1 },
			{ at: 3, kind: 'doing', step: 1 },
			{ at: 9, kind: 'failed', step: 1, failure },
			{ at: 10, kind: 'direction', direction: 'undo', why: 'it failed' },
			{ at: 11, kind: 'undoing', step: 0 },
			{ at: 12, kind: 'undone', step: 0 },
			{ at: 13, kind: 'finished', outcome: 'failed', failure },
		);
		expect(followed.steps.map(({ state }) => state)).toEqual(['undone', 'failed', 'waiting', 'waiting']);
		expect(followed.steps[1]).toMatchObject({ took: 6, failure });
		expect(followed.finished?.outcome).toBe('failed');
	});

	it('tells of the failed step what is known of its failure at the end', () => {
		const whole = { ...failure, output: ['no such table'] };
		const followed = told(
			{ at: 3, kind: 'doing', step: 1 },
			{ at: 9, kind: 'failed', step: 1, failure },
			{ at: 13, kind: 'finished', outcome: 'failed', failure: whole },
		);
		expect(followed.steps.map((step) => step.failure)).toEqual([undefined, whole, undefined, undefined]);
	});

	it('shows nothing as being done when the runner has died, nor after another one has undone it', () => {
		const half: readonly JournalEntry[] = [
			{ at: 1, kind: 'started', pid: 1, resumed: false },
			{ at: 2, kind: 'doing', step: 0 },
			{ at: 3, kind: 'done', step: 0, took: 1 },
			{ at: 4, kind: 'doing', step: 1 },
		];
		expect(loseRunner(told(...half), 9, []).steps.map(({ state }) => state)).toEqual(['done', 'interrupted', 'waiting', 'waiting']);
		const undone = told(
			...half,
			{ at: 20, kind: 'started', pid: 2, resumed: true },
			{ at: 21, kind: 'undoing', step: 0 },
			{ at: 28, kind: 'undone', step: 0 },
			{ at: 29, kind: 'finished', outcome: 'failed' },
		);
		expect(undone.steps.map(({ state }) => state)).toEqual(['undone', 'interrupted', 'waiting', 'waiting']);
		expect(undone.steps[0]?.took).toBe(7);
	});

	it('goes on after an end that a new runner takes up again', () => {
		const stuck = { at: 5, kind: 'finished', outcome: 'stuck' } as const;
		expect(told(stuck, { at: 9, kind: 'started', pid: 2, resumed: true }).finished).toBeUndefined();
	});

	it('keeps the last 200 lines of a step that says very much', () => {
		const lines = Array.from({ length: 500 }, (_, index): JournalEntry => ({ at: index, kind: 'line', step: 0, text: `line ${index}` }));
		expect(told(...lines).steps[0]?.lines).toHaveLength(200);
		expect(told(...lines).steps[0]?.lines.at(-1)).toBe('line 499');
	});
});

describe('currentStep', () => {
	it('is the running one, else the failed one, else the last that was done', () => {
		expect(currentStep(begun)).toBe(0);
		expect(currentStep(told({ at: 1, kind: 'done', step: 0, took: 1 }, { at: 2, kind: 'doing', step: 1 }))).toBe(1);
		expect(currentStep(told({ at: 1, kind: 'failed', step: 2, failure }, { at: 2, kind: 'undone', step: 0 }))).toBe(2);
	});
});
