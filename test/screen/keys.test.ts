import { describe, expect, it } from 'vitest';
import { openScreen } from './setup/open-screen.ts';

describe.concurrent('keys that come in one write', () => {
	it('are answered one after the other: five rows down, and the deploy of that row', async () => {
		await using screen = await openScreen();
		await screen.press('jjjjjD');
		await screen.shows('Deploy muscle-up');
	});

	it('never confirm: the plan stays and says that its key came with others', async () => {
		await using screen = await openScreen();
		await screen.press('GD\ry');
		await screen.shows('Start this on prod-1 for shop?');
		await screen.press('jy');
		await screen.shows('press it alone');
		const { planned, changes } = await screen.asked();
		expect({ planned: planned.length, changes }).toEqual({ planned: 1, changes: [] });
		await screen.press('y');
		expect((await screen.asked()).changes).toEqual(['start']);
	});
});
