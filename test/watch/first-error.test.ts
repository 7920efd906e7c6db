import { expect, test } from 'vitest';
import { firstErrorOf } from '../../source/watch/first-error.ts';

const log = (...texts: readonly string[]) => texts.map((text, at) => ({ at, stream: 'stderr' as const, text }));

test('finds the line that names the error, not the head of a trace', () => {
	const lines = log(
		'Listening',
		'Traceback (most recent call last):',
		'  File "app.py", line 3',
		'ValueError: DATABASE_URL is empty',
		'error again',
	);
	expect(firstErrorOf(lines)).toBe('ValueError: DATABASE_URL is empty');
});

test('prefers what is said plainly to what only sounds like trouble', () => {
	expect(firstErrorOf(log('cache not found', 'FATAL: password authentication failed'))).toBe('FATAL: password authentication failed');
	expect(firstErrorOf(log('ready', 'connect to 10.0.0.5:5432 refused'))).toBe('connect to 10.0.0.5:5432 refused');
});

test('takes no count of none for an error', () => {
	expect(firstErrorOf(log('checked 12 files, 0 errors', 'no errors found'))).toBeUndefined();
});

test('looks at what was printed since the last start first', () => {
	const lines = log('TypeError: old', 'starting', 'TypeError: new');
	expect(firstErrorOf(lines, 1)).toBe('TypeError: new');
	expect(firstErrorOf(lines, 9)).toBe('TypeError: old');
});
