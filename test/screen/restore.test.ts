import { describe, expect, it } from 'vitest';
import { drawnOn } from './setup/cells.ts';
import { expectWhole } from './setup/expect-whole.ts';
import { openScreen, type Screen } from './setup/open-screen.ts';

/** Says what the terminal is like after the console, and waits to be ended. */
const asked = 'echo "END $?"; stty -a; echo ASKED; cat';
const shell = `trap : INT HUP TERM; "$@"; ${asked}`;

/** The console has ended with that code, and the terminal is as it was before. */
async function expectRestored(screen: Screen, code: number): Promise<void> {
	await screen.shows(`END ${code}`);
	await expectGiven(screen);
}

/** The terminal is a shell's: its text, cursor, colours and modes. */
async function expectGiven(screen: Screen): Promise<void> {
	await screen.shows('ASKED');
	const { emulator } = screen;
	expect(emulator.buffer.active.type).toBe('normal');
	expect(emulator.modes).toMatchObject({ bracketedPasteMode: false, synchronizedOutputMode: false, mouseTrackingMode: 'none' });
	expect(screen.hasCursor()).toBe(true);
	const settings = screen.text().split(/[\s;]+/);
	expect(settings).toEqual(expect.arrayContaining(['icanon', 'echo', 'isig', 'icrnl', 'opost', 'onlcr']));
	expect(drawnOn(emulator)).toContain('ASKED');
}

describe.concurrent('the terminal is as it was', () => {
	it('when the operator quits', async () => {
		await using screen = await openScreen({ size: [120, 40], shell });
		screen.type('q');
		await expectRestored(screen, 0);
	});

	it('when the operator presses ctrl-c twice', async () => {
		await using screen = await openScreen({ size: [120, 40], shell });
		await screen.press('\u{3}');
		screen.type('\u{3}');
		await expectRestored(screen, 0);
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
	])('when %s ends the console', async (signal, code) => {
		await using screen = await openScreen({ size: [120, 40], shell });
		await screen.signal(signal);
		await expectRestored(screen, code);
	});

	it.each(['throw', 'reject', 'exception'] as const)('when the console fails: %s', async (fault) => {
		await using screen = await openScreen({ size: [120, 40], shell });
		await screen.order({ kind: 'fault', fault });
		await expectRestored(screen, 1);
		expect(screen.text()).toContain('made to fail');
	});
});

describe('ctrl-z', () => {
	const jobs = `set -m; "$@"; stty -a; echo ASKED; read -r _; fg; ${asked}`;

	it('gives the terminal to the shell, and fg brings the console back as it was', async () => {
		await using screen = await openScreen({ size: [120, 40], shell: jobs });
		await screen.press('jjj');
		const before = drawnOn(screen.emulator);
		screen.type('\u{1A}');
		await expectGiven(screen);
		screen.typeToShell('');
		await screen.shows('1 Projects');
		await screen.press('j', 'k');
		expectWhole(screen, 'the console after fg');
		expect(drawnOn(screen.emulator)).toEqual(before);
		screen.type('q');
		await expectRestored(screen, 0);
	});
});
