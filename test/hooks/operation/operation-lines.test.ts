import { describe, expect, it } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { beginFollowing, loseRunner, readEntries } from '../../../hooks/operation/followed-operation.ts';
import { resultLines, stepTexts } from '../../../hooks/operation/operation-lines.ts';
import type { JournalEntry } from '../../../source/runner/journal.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

const begun = beginFollowing({ id: '1', plan: examplePlan, user: 'anna', host: 'prod-1', requestedAt: 0 });
const told = (...entries: readonly JournalEntry[]) => readEntries(begun, entries);
const resultOf = (followed: typeof begun, now = 0) => resultLines(followed, now, 100).map(plainText).join('\n');
const failure = { kind: 'external', what: 'shop v42 never became healthy', output: ['last words'] } as const;

describe('the result of an operation', () => {
	it('does not say a runner works before it does, and counts whole seconds then', () => {
		expect(resultOf(begun, 5000)).toContain('Its runner is starting');
		expect(resultOf(told({ at: 0, kind: 'started', pid: 1, resumed: false }), 2600)).toContain('Running for 2 s.');
	});

	it('tells a failure once: with its last lines, at the step that failed', () => {
		const followed = told(
			{ at: 1, kind: 'doing', step: 1 },
			{ at: 2, kind: 'failed', step: 1, failure },
			{ at: 3, kind: 'finished', outcome: 'failed', failure },
		);
		expect(stepTexts(followed, 4, 100).lines.map(plainText).join('\n')).toContain('last words');
		expect(resultOf(followed)).toContain('Failed and undone');
		expect(resultOf(followed)).not.toContain('never became healthy');
	});

	it('tells a failure that no step has', () => {
		expect(resultOf(told({ at: 3, kind: 'finished', outcome: 'refused', failure }))).toContain('never became healthy');
	});
});

describe('the steps of an operation', () => {
	it('stand still when its runner has died', () => {
		const lost = loseRunner(told({ at: 1, kind: 'doing', step: 0 }), 2);
		expect(stepTexts(lost, 90_000, 100)).toEqual(stepTexts(lost, 3, 100));
	});
});
