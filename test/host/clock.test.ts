import { expect, test } from 'vitest';
import { systemClock } from '../../source/host/clock.ts';

test('sleeps as long as it was told', async () => {
	const before = systemClock.now();
	await systemClock.sleep(30);
	expect(systemClock.now() - before).toBeGreaterThanOrEqual(28);
});

test('wakes at once when aborted, with the reason that was given', async () => {
	const abort = new AbortController();
	const sleep = systemClock.sleep(60_000, abort.signal);
	abort.abort('enough');
	await expect(sleep).rejects.toBe('enough');
	await expect(systemClock.sleep(60_000, abort.signal)).rejects.toBe('enough');
});
