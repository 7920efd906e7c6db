import { expect, test } from 'vitest';
import type { JournalEntry } from '../../source/journal/records.ts';
import { describeEntry } from '../../source/present/describe-entry.ts';
import { examplePlan } from '../fakes/example-plan.ts';

const failure = { kind: 'external', what: 'shop v42 never became healthy' } as const;
const proof = { probes: 9, probesFailed: 1, slowest: 5, requests: 9, requestsFailed: 1, byRelease: {}, failures: [] };

const told: readonly (readonly [JournalEntry, string])[] = [
	[{ at: 1, kind: 'started', pid: 7, resumed: false }, examplePlan.title],
	[{ at: 1, kind: 'started', pid: 7, resumed: true }, `Resumed by process 7: ${examplePlan.title}`],
	[{ at: 1, kind: 'doing', step: 0 }, '[1/4] Start 3 replicas of v42 in green (127.0.0.1:8117–8119)'],
	[{ at: 1, kind: 'line', step: 0, text: 'Container shop-green-1 Created' }, '        Container shop-green-1 Created'],
	[{ at: 1, kind: 'done', step: 0, took: 2300 }, '        done in 2.3 s'],
	[{ at: 1, kind: 'failed', step: 1, failure }, '[2/4] failed: shop v42 never became healthy'],
	[{ at: 1, kind: 'warned', step: 1, failure }, '[2/4] warned: shop v42 never became healthy'],
	[{ at: 1, kind: 'direction', direction: 'undo', why: 'step 2 failed' }, 'Undoing: step 2 failed'],
	[{ at: 1, kind: 'undoing', step: 0 }, '[1/4] undo: Remove 3 new replicas in green'],
	[{ at: 1, kind: 'undo-failed', step: 0, failure }, '[1/4] undo failed: shop v42 never became healthy'],
	[{ at: 1, kind: 'probe', proof }, '        site: 9 probes, 1 failed, slowest 5 ms; 9 requests of everybody, 1 failed'],
	[{ at: 1, kind: 'finished', outcome: 'failed', failure }, `Failed and undone: ${examplePlan.title}`],
];

test.each(told)('tells a follower about %o', (entry, line) => {
	expect(describeEntry(examplePlan, entry)).toBe(line);
});

test('keeps still about what says nothing new', () => {
	const quiet: readonly JournalEntry[] = [
		{ at: 1, kind: 'done', step: 0, took: 40 },
		{ at: 1, kind: 'undone', step: 0 },
		{ at: 1, kind: 'probe', proof: { ...proof, probesFailed: 0 } },
	];
	expect(quiet.map((entry) => describeEntry(examplePlan, entry))).toEqual([undefined, undefined, undefined]);
});
