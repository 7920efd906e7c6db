import stringWidth from 'string-width';
import { printableLine } from '../source/model/printable-text.ts';

/** What a piece of text means to the eye; the theme says how it looks. */
export type Style = 'plain' | 'strong' | 'dim' | 'good' | 'warn' | 'bad' | 'accent' | 'selected' | Hue;

/** Colours that only tell things apart. */
export type Hue = 'hue-1' | 'hue-2' | 'hue-3' | 'hue-4';

export interface Span {
	readonly text: string;
	readonly style?: Style;
}

/** One row of the screen before it is cut to its width and painted. */
export type Line = readonly Span[];

export const emptyLine: Line = [];

// A pattern inside a function is made anew by every call, and this one is asked hundreds of times for one key.
const ascii = /^[ -~]*$/;

/** Text in one style. */
export function span(text: string, style: Style = 'plain'): Span {
	return { text, style };
}

/** A line in one style. */
export function line(text: string, style: Style = 'plain'): Line {
	return [span(text, style)];
}

/** Text of outside as the screen shows it: harmless to the terminal, and a tab takes four cells. */
export function clean(text: string): string {
	return printableLine(text).replaceAll('\t', '    ');
}

/** A line of clean text; the same one if it is that already. */
export function cleanLine(spans: Line): Line {
	return spans.some(({ text }) => clean(text) !== text) ? spans.map((piece) => ({ ...piece, text: clean(piece.text) })) : spans;
}

/** Terminal cells that text takes. */
export function widthOf(text: string): number {
	return ascii.test(text) ? text.length : stringWidth(text);
}

/** Text no wider than `width` cells, with `…` where it was cut. */
export function cut(text: string, width: number): string {
	if (widthOf(text) <= width) return text;
	if (width <= 0) return '';
	let kept = '';
	let used = 0;
	for (const character of text) {
		used += widthOf(character);
		if (used > width - 1) break;
		kept += character;
	}
	return `${kept}…`;
}

/** Text cut and filled to exactly `width` cells. */
export function fill(text: string, width: number, align: 'left' | 'right' = 'left'): string {
	const own = widthOf(text);
	if (own === width) return text;
	const short = own < width ? text : cut(text, width);
	const gap = ' '.repeat(Math.max(0, width - (own < width ? own : widthOf(short))));
	return align === 'right' ? gap + short : short + gap;
}

/** Cells of a whole line. */
export function lineWidth(spans: Line): number {
	return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** As many pieces of a line as fit into `width` cells together, from the first on; none is cut. */
export function fittingPieces(pieces: readonly Line[], width: number): Line {
	let room = width;
	return pieces.flatMap((piece) => {
		room -= lineWidth(piece);
		return room < 0 ? [] : piece;
	});
}

/** The line's text without styles. */
export function plainText(spans: Line): string {
	return spans.map(({ text }) => text).join('');
}

/** A line no wider than `width`; what is beyond is cut with `…`. */
export function cutLine(spans: Line, width: number): Line {
	if (lineWidth(spans) <= width) return spans;
	const kept: Span[] = [];
	let room = width;
	for (const piece of spans) {
		const text = cut(piece.text, room);
		kept.push({ ...piece, text });
		room -= widthOf(text);
		if (text !== piece.text || room <= 0) break;
	}
	return kept;
}

/** Left and right part of one line, `width` cells together; the left one gives way. */
export function justify(left: Line, right: Line, width: number): Line {
	const room = Math.max(0, width - lineWidth(right) - 1);
	const short = cutLine(left, room);
	return cutLine([...short, span(' '.repeat(Math.max(1, width - lineWidth(short) - lineWidth(right)))), ...right], width);
}

/** Columns between two columns of lines. */
const columnGap = 2;

/** Two columns of lines beside each other: the left one cut and filled to `width` cells, and a gap before the right one. */
export function besides(left: readonly Line[], right: readonly Line[], width: number): readonly Line[] {
	return Array.from({ length: Math.max(left.length, right.length) }, (_, index): Line => {
		// A tab has no width before it is cleaned, and four cells afterwards.
		const short = cutLine(cleanLine(left[index] ?? emptyLine), width);
		const beside = right[index] ?? emptyLine;
		return beside.length === 0 ? short : [...short, span(' '.repeat(width + columnGap - lineWidth(short))), ...beside];
	});
}

/** The line as the selected row of a list: one bar from edge to edge. */
export function selectLine(spans: Line, width: number): Line {
	return line(fill(plainText(spans), width), 'selected');
}

/** Words in lines no wider than `width`; a word that is wider is broken. */
export function wrapText(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	const indent = /^ */.exec(text)?.[0].slice(0, Math.floor(width / 2)) ?? '';
	let current = '';
	for (const word of text.slice(indent.length).split(' ')) {
		const longer = current === '' ? indent + word : `${current} ${word}`;
		if (widthOf(longer) <= width) {
			current = longer;
			continue;
		}
		if (current !== '') lines.push(current);
		current = indent + word;
		while (widthOf(current) > width) {
			lines.push(current.slice(0, width));
			current = indent + current.slice(width);
		}
	}
	return [...lines, current];
}

/** A text broken every `width` cells: not between words, so that it can be read as it is. */
export function brokenAt(text: string, width: number): readonly string[] {
	if (text.length <= width && widthOf(text) <= width) return [text];
	const found: string[] = [];
	let current = '';
	let used = 0;
	for (const character of text) {
		const cells = widthOf(character);
		if (used + cells > width) {
			found.push(current);
			current = '';
			used = 0;
		}
		current += character;
		used += cells;
	}
	return [...found, current];
}
