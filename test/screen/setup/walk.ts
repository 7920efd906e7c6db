import { expect } from 'vitest';
import type { Screen } from './open-screen.ts';
import { type ScreenCase, screenCases } from './screen-cases.ts';

const esc = '\u{1B}';
/** More than can be open one over the other, and more than there are questions about a new project. */
const mostToClose = 20;

/** Goes to every screen and dialog, one after the other, and lets the test look at each. */
export async function walk(screen: Screen, look: (name: string) => Promise<void> | void): Promise<void> {
	for (const one of screenCases) {
		await goTo(screen, one);
		if (screen.emulator.rows >= 24) await screen.shows(one.shows);
		await look(one.name);
	}
}

async function goTo(screen: Screen, { name, keys, server = 'fleet' }: ScreenCase): Promise<void> {
	await goHome(screen, `the way back before ${name}`);
	await screen.order({ kind: 'server', server });
	await screen.pause();
	await screen.press('g', ...keys);
}

/** Esc closes whatever is open; at the fleet it changes nothing. */
async function goHome(screen: Screen, name: string): Promise<void> {
	for (let times = 0; times < mostToClose; times += 1) {
		const before = screen.text();
		await screen.press(esc);
		if (screen.text() === before && before.includes('1 Projects')) return;
	}
	expect.fail(`${name} does not end:\n${screen.text()}`);
}
