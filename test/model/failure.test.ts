import { expect, test } from 'vitest';
import { Failure, failureFacts } from '../../source/model/failure.ts';

test('keeps what happened, why, what next and the last lines', () => {
	const facts = { kind: 'external', what: 'pull failed', why: 'no route', next: 'try again', output: ['x'] } as const;
	expect(failureFacts(new Failure(facts))).toEqual(facts);
	expect(new Failure(facts).message).toBe('pull failed: no route');
});

test('calls everything else a bug, and keeps its words', () => {
	expect(failureFacts(new TypeError('x is undefined'))).toMatchObject({ kind: 'bug', why: 'x is undefined' });
	expect(failureFacts('odd')).toMatchObject({ kind: 'bug', why: 'odd' });
});
