import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { escapeTime } from '../../hooks/keyboard.ts';
import { openScreen, type Screen } from './setup/open-screen.ts';

const esc = '\u{1B}';
const paste = (text: string) => `${esc}[200~${text}${esc}[201~`;

/** The project whose row is selected. */
function selected(screen: Screen): string | undefined {
	return screen
		.rows()
		.find((row) => row.startsWith('›'))
		?.slice(5)
		.split(' ')[0];
}

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
		await screen.pause();
		await screen.press('y');
		expect((await screen.asked()).changes).toEqual(['start']);
	});
});

describe.concurrent('a paste', () => {
	it.each([
		['the fleet', []],
		['the releases to deploy', ['GD']],
		['the number of replicas', ['GS']],
		['a plan', ['GD', '\r']],
		['help', ['?']],
	] as const)('changes nothing on %s, whatever it says', async (_name, keys) => {
		await using screen = await openScreen();
		await screen.press(...keys);
		const before = screen.text();
		const { planned } = await screen.asked();
		await screen.press(paste('jD\r\nGD\ry\ny\nq'), paste('y'));
		expect(screen.text()).toBe(before);
		expect(await screen.asked()).toMatchObject({ planned, changes: [] });
	});

	it('is text where text is typed, with nothing taken before Enter', async () => {
		await using screen = await openScreen();
		await screen.press('/', paste('hub\nD\ry'));
		await screen.shows('Filter:');
		expect((await screen.asked()).planned).toEqual([]);
	});
});

/** A filtered fleet, in which an Esc that nobody pressed would be seen. */
async function openFiltered(): Promise<Screen> {
	const screen = await openScreen();
	await screen.press('/', 'at', '\r', 'g');
	expect(selected(screen)).toBe('chat');
	return screen;
}

/** Types the pieces so far apart, in ms; gives the longest time that really was between two. */
async function longestPause(screen: Screen, pieces: readonly string[], pause: number): Promise<number> {
	const times: number[] = [];
	for (const piece of pieces) {
		if (times.length > 0) await after(pause);
		screen.type(piece);
		times.push(performance.now());
	}
	return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

async function expectOneDown(screen: Screen): Promise<void> {
	await screen.settled();
	expect(selected(screen)).toBe('mail-gateway');
	await screen.shows('/at ');
	await screen.press('k');
	expect(selected(screen)).toBe('chat');
}

describe.concurrent('an arrow', () => {
	it.each([
		['5 ms apart', [esc, '[B'], 5],
		['30 ms apart', [esc, '[B'], 30],
		['a byte at a time', [esc, '[', 'B'], 5],
		['with a modifier, a byte at a time', [esc, '[', '1', ';', '1', 'B'], 5],
	] as const)('that comes in pieces is an arrow, and no key around it is lost: %s', async (_name, pieces, pause) => {
		for (;;) {
			await using screen = await openFiltered();
			// A busy machine may type more slowly than an arrow may come: then once more.
			if ((await longestPause(screen, pieces, pause)) >= escapeTime) continue;
			await expectOneDown(screen);
			return;
		}
	});

	it('that comes in pieces while the console has no time to run is an arrow, too', async () => {
		await using screen = await openFiltered();
		await screen.stallAfter(esc, 4 * escapeTime);
		screen.type('[B');
		await expectOneDown(screen);
	});
});
