import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { drawnOn } from './setup/cells.ts';
import { expectNothingStale, expectWhole } from './setup/expect-whole.ts';
import { openScreen, type Screen, type Size } from './setup/open-screen.ts';

/** Sizes between 40×10 and 200×60, up and down and askew. */
const storm: readonly Size[] = Array.from({ length: 20 }, (_, index) => [40 + ((index * 73) % 161), 10 + ((index * 31) % 51)] as const);

/** Between two sizes, ms: a window that is dragged. */
const pace = 10;

/** On a busy machine the console hears of its last size late. */
const patience = { timeout: 10_000, interval: 100 };

async function expectAsFresh(screen: Screen, keys: readonly string[], name: string): Promise<void> {
	const { cols, rows } = screen.emulator;
	await screen.settled();
	expectWhole(screen, name);
	await using fresh = await openScreen({ size: [cols, rows] });
	await fresh.press(...keys);
	expect(drawnOn(screen.emulator), name).toEqual(drawnOn(fresh.emulator));
	await expectNothingStale(screen, name);
}

describe.concurrent('a storm of new sizes', () => {
	it.each([
		['the fleet', []],
		['help', ['?']],
		['the releases to deploy', ['GD']],
		['a plan', ['GD', '\r', 'd']],
	] as const)('leaves %s as if it had been opened at the last size', async (name, keys) => {
		await using screen = await openScreen();
		await screen.press(...keys);
		for (const last of [
			[40, 10],
			[120, 40],
		] as const) {
			for (const size of [...storm, last]) {
				screen.type('jk');
				screen.resize(size);
				await after(pace);
			}
			await expectAsFresh(screen, [...keys, 'jk'], `${name} at ${last.join('×')}`);
		}
	});

	it('that ends where it began leaves nothing behind', async () => {
		await using screen = await openScreen({ size: [120, 40] });
		const before = drawnOn(screen.emulator);
		for (const between of [[[100, 30]], [[120, 12]], [[200, 40]], storm] as const) {
			for (const size of between) screen.resize(size);
			screen.resize([120, 40]);
			await vi.waitFor(async () => {
				await screen.settled();
				expect(drawnOn(screen.emulator), `after ${between.join(' and ')}`).toEqual(before);
			}, patience);
		}
	});
});
