import { describe, expect, it } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { beginFollowing, loseRunner, readEntries } from '../../../hooks/operation/followed-operation.ts';
import { resultLines, stepTexts } from '../../../hooks/operation/operation-lines.ts';
import type { JournalEntry } from '../../../source/journal/records.ts';
import type { Step } from '../../../source/steps/index.ts';
import { examplePlan, exampleStart } from '../../fakes/example-plan.ts';

const begun = beginFollowing({ id: '1', plan: examplePlan, user: 'anna', host: 'prod-1', requestedAt: 0 });
const told = (...entries: readonly JournalEntry[]) => readEntries(begun, entries);
const resultOf = (followed: typeof begun, now = 0) => resultLines(followed, now, 100).map(plainText).join('\n');
const clearing: Step = { kind: 'clear-berth', project: 'shop', berth: 'green', containers: ['shop-green-1'], warm: 'v40' };
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

	it('tells of the replicas that a deploy took from a warm roll back before it failed', () => {
		const plan = { ...examplePlan, steps: [clearing, ...examplePlan.steps] };
		const ended = (...entries: readonly JournalEntry[]) => resultOf(readEntries(beginFollowing({ ...begun.operation, plan }), entries));
		const done: JournalEntry = { at: 1, kind: 'done', step: 0, took: 1 };
		const words = 'The stopped replicas of v40 in green are gone: a roll back to v40 starts new ones';
		expect(ended(done, { at: 3, kind: 'finished', outcome: 'failed', failure })).toContain(words);
		expect(ended({ at: 3, kind: 'finished', outcome: 'failed', failure })).not.toContain('gone');
		expect(ended(done, { at: 3, kind: 'finished', outcome: 'done' })).not.toContain('gone');
	});

	it('counts from the confirmation, as the history does', () => {
		const followed = told({ at: 900, kind: 'started', pid: 1, resumed: false }, { at: 14_600, kind: 'finished', outcome: 'done' });
		expect(resultOf(followed)).toContain('Done, 15 s');
	});

	it('says what its runner first ends that was interrupted, for how long, and no more once it has begun itself', () => {
		const earlier = { at: 1000, kind: 'ending-earlier', pid: 1, title: 'Deploy shop v41: blue (v40) → green' } as const;
		const words = 'First ends what was interrupted: Deploy shop v41: blue (v40) → green';
		expect(resultOf(told(earlier), 8400)).toContain(`◐ ${words}`);
		expect(resultOf(told(earlier), 8400)).toContain('For 7 s;');
		expect(resultOf(told(earlier), 8400)).not.toContain('Its runner is starting');
		const begunItself = told(earlier, { at: 9000, kind: 'started', pid: 1, resumed: false });
		expect(resultOf(begunItself, 9500)).not.toContain('First ends');
		const refused = told(earlier, { at: 9000, kind: 'finished', outcome: 'refused', failure });
		expect(resultOf(refused)).toContain('Refused, nothing was changed');
	});

	it('tells a failure that no step has', () => {
		expect(resultOf(told({ at: 3, kind: 'finished', outcome: 'refused', failure }))).toContain('never became healthy');
	});
});

describe('the steps of an operation', () => {
	it('say to the last word what was undone and what stays', () => {
		const migrate = { kind: 'migrate', project: 'shop', version: 'v42', compose: exampleStart.compose } as const;
		const more = { service: 'migrate', container: 'shop-migrate', command: ['migrate'], timeout: 60_000 };
		const plan = { ...examplePlan, steps: [{ ...migrate, ...more }] };
		const undone = readEntries(beginFollowing({ ...begun.operation, plan }), [
			{ at: 1, kind: 'undoing', step: 0 },
			{ at: 2, kind: 'undone', step: 0 },
		]);
		const text = stepTexts(undone, 3, 80).lines.map(plainText);
		expect(text.filter((row) => row.length > 80)).toEqual([]);
		expect(text[0]).toMatch(/^ ← {2}1 {2}Undo: Remove what is left of the migration’s container; what it +1 ms $/);
		expect(text[1]).toBe(`${' '.repeat(7)}did to the database stays`);
	});

	it('keep the name of what failed while it is undone', () => {
		const followed = told(
			{ at: 1, kind: 'doing', step: 0 },
			{ at: 2, kind: 'failed', step: 0, failure },
			{ at: 3, kind: 'undoing', step: 0 },
		);
		const before = stepTexts(told({ at: 1, kind: 'doing', step: 0 }), 4, 200)
			.lines.map(plainText)
			.join('\n');
		const title = /Start [^(]*/.exec(before)?.[0] ?? 'no title';
		const text = stepTexts(followed, 4, 200).lines.map(plainText).join('\n');
		expect(text).toContain(title);
		expect(text).toContain('Undo: Remove');
	});

	it('stand still when its runner has died', () => {
		const lost = loseRunner(told({ at: 1, kind: 'doing', step: 0 }), 2, []);
		expect(stepTexts(lost, 90_000, 100)).toEqual(stepTexts(lost, 3, 100));
	});

	it('say what its runner printed last before it died', () => {
		const lost = loseRunner(told({ at: 1, kind: 'doing', step: 0 }), 2, ['out of memory']);
		expect(resultOf(lost).split('\n').at(-1)).toBe('   out of memory');
	});
});
