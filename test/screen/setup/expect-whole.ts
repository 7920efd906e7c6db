import { expect } from 'vitest';
import { drawnOn } from './cells.ts';
import type { Screen } from './open-screen.ts';

const ctrlL = '\u{C}';

/** The console has the whole screen: its first row on top, its keys at the bottom, nothing wrapped, nothing scrolled. */
export function expectWhole(screen: Screen, name: string): void {
	const { rows, buffer } = screen.emulator;
	const { active, normal } = buffer;
	const texts = screen.rows();
	expect({ kind: active.type, rows: active.length, scrolled: normal.baseY }, name).toEqual({ kind: 'alternate', rows, scrolled: 0 });
	expect(texts[0], name).toMatch(/^Berth /);
	expect(texts.at(-1)?.trim(), name).not.toBe('');
	expect(
		texts.filter((_, row) => active.getLine(row)?.isWrapped),
		name,
	).toEqual([]);
}

/** What was drawn change by change is what a whole new drawing gives: no cell is left over from before. */
export async function expectNothingStale(screen: Screen, name: string): Promise<void> {
	const before = drawnOn(screen.emulator);
	await screen.press(ctrlL);
	expect(drawnOn(screen.emulator), name).toEqual(before);
}
