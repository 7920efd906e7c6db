import { describe, it } from 'vitest';
import { expectNothingStale, expectWhole } from './setup/expect-whole.ts';
import { openScreen, type Size } from './setup/open-screen.ts';
import { walk } from './setup/walk.ts';

const sizes: readonly Size[] = [
	[80, 24],
	[120, 40],
	[200, 60],
	[40, 10],
];

describe.concurrent('every screen and dialog', () => {
	it.each(sizes)('fills a terminal of %i×%i, wraps nothing, and leaves no cell behind when it changes', async (columns, rows) => {
		await using screen = await openScreen({ size: [columns, rows] });
		await walk(screen, async (name) => {
			expectWhole(screen, name);
			await screen.beats(3);
			expectWhole(screen, name);
			await expectNothingStale(screen, name);
		});
	});
});
