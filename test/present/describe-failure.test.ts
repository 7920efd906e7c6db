import { expect, test } from 'vitest';
import { describeFailure } from '../../source/present/describe-failure.ts';

test('says what happened and why, what to do, and shows the last lines', () => {
	const lines = describeFailure({
		kind: 'external',
		what: 'shop v42 never became healthy',
		why: 'GET http://127.0.0.1:8117/health answered 500 for 30 s. v41 is still serving.',
		next: 'Its last lines are below.',
		output: ['Error: no such table', '  at start'],
	});
	expect(lines).toEqual([
		'shop v42 never became healthy: GET http://127.0.0.1:8117/health answered 500 for 30 s. v41 is still serving.',
		'Its last lines are below.',
		'    Error: no such table',
		'      at start',
	]);
});

test('puts several reasons on lines of their own', () => {
	expect(describeFailure({ kind: 'refused', what: 'No room', why: 'memory is short\ndisk is short' })).toEqual([
		'No room',
		'memory is short',
		'disk is short',
	]);
});
