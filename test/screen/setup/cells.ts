import type { IBufferCell, Terminal } from '@xterm/headless';

/** Neighbouring cells of one look. */
export interface Piece {
	readonly text: string;
	/** Base colour of the text, 0–7; absent: the terminal's own. */
	readonly color?: number;
	readonly look: string;
}

/** Every row of the screen in pieces, its blank end included: two screens look the same if these are equal. */
export function piecesOf({ buffer, rows, cols }: Terminal): readonly (readonly Piece[])[] {
	return Array.from({ length: rows }, (_, row) => {
		const line = buffer.active.getLine(buffer.active.viewportY + row);
		const pieces: Piece[] = [];
		for (let column = 0; column < cols; column += 1) {
			const cell = line?.getCell(column);
			if (cell === undefined || cell.getWidth() === 0) continue;
			const piece = pieceOf(cell);
			const before = pieces.at(-1);
			if (before?.look === piece.look) pieces[pieces.length - 1] = { ...before, text: before.text + piece.text };
			else pieces.push(piece);
		}
		return pieces;
	});
}

function pieceOf(cell: IBufferCell): Piece {
	const words = {
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		inverse: cell.isInverse() !== 0,
		underline: cell.isUnderline() !== 0,
		[`ink ${cell.getFgColor()}`]: !cell.isFgDefault(),
		[`paper ${cell.getBgColor()}`]: !cell.isBgDefault(),
	};
	const look = Object.keys(words)
		.filter((word) => words[word])
		.join(' ');
	return { text: cell.getChars() || ' ', look, ...(cell.isFgPalette() && { color: cell.getFgColor() }) };
}

/** The screen as text in which looks are written out, for comparing. */
export function drawnOn(terminal: Terminal): readonly string[] {
	return piecesOf(terminal).map((pieces) =>
		pieces
			.map(({ text, look }) => (look === '' ? text : `[${look}|${text}]`))
			.join('')
			.trimEnd(),
	);
}
