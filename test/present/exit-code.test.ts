import { expect, test } from 'vitest';
import { exitCodeOf } from '../../source/present/exit-code.ts';

test('tells scripts how an operation ended', () => {
	expect((['done', 'flawed', 'failed', 'refused', 'stuck', 'busy', 'cancelled'] as const).map(exitCodeOf)).toEqual([0, 1, 1, 2, 3, 4, 130]);
});

test('tells scripts why nothing was started', () => {
	expect((['config', 'external', 'bug'] as const).map(exitCodeOf)).toEqual([2, 1, 1]);
});
