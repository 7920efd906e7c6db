import { type Movement, moveCursor, startCursor } from '../cursor.ts';
import type { PaletteDialog } from '../dialogs/dialog.ts';
import { argumentLines } from './argument-lines.ts';
import type { PaletteLine } from './palette-line.ts';
import { rankLines } from './rank-lines.ts';

/** The lines under what is typed, the likeliest first. */
export function paletteResults(dialog: PaletteDialog): readonly PaletteLine[] {
	return rankLines([...dialog.lines, ...argumentLines(dialog)], dialog.text);
}

/** The line that Enter runs. */
export function chosenLine(dialog: PaletteDialog): PaletteLine | undefined {
	return paletteResults(dialog)[dialog.cursor.index];
}

/** The palette after a movement in a window of so many rows. */
export function movePalette(dialog: PaletteDialog, movement: Movement, height: number): PaletteDialog {
	return { ...dialog, cursor: moveCursor(dialog.cursor, movement, { count: paletteResults(dialog).length, height }) };
}

/** The palette with the chosen line written out; a space follows where more may follow. */
export function completeLine(dialog: PaletteDialog): PaletteDialog {
	const line = chosenLine(dialog);
	if (line === undefined) return dialog;
	const longer = { ...dialog, text: `${line.text} `, cursor: startCursor, past: undefined };
	const hasMore = paletteResults(longer).some(({ text }) => text.startsWith(longer.text));
	return hasMore ? longer : { ...longer, text: line.text };
}

/** True while the arrows go through what was run before instead of through the lines. */
export function isRecalling({ text, past, cursor }: PaletteDialog): boolean {
	return past !== undefined || (text === '' && cursor.index === 0);
}

/** The palette with what was run `by` steps farther back; in front of the newest it is empty again. */
export function recall(dialog: PaletteDialog, ran: readonly string[], by: number): PaletteDialog {
	const past = Math.min(ran.length, (dialog.past ?? 0) + by);
	const text = ran[past - 1];
	return { ...dialog, text: text ?? '', past: text === undefined ? undefined : past, cursor: startCursor };
}
