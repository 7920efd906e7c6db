import { expect, it } from 'vitest';
import { openScreen } from './setup/open-screen.ts';

/** Bytes a second that a slow link has for a console that nobody touches. */
const budget = 600;

it('sends no more than 600 bytes a second at rest at 120×40', async () => {
	await using screen = await openScreen({ size: [120, 40], server: 'resting' });
	// They are seconds of the server's clock: a busy machine sends no other bytes.
	const seconds = 10;
	await screen.press('G');
	const before = screen.bytesSent();
	await screen.beats(seconds);
	expect((screen.bytesSent() - before) / seconds).toBeLessThanOrEqual(budget);
});
