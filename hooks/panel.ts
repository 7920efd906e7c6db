import { type Line, lineWidth, span, widthOf } from './line.ts';

export interface PanelTitle {
	/** The key that jumps to it. */
	readonly number?: number;
	readonly title: string;
	readonly isFocused: boolean;
	readonly note?: Line;
	readonly width: number;
}

/** The rule above a pane, with its key, its name and a note at the right: the focused one is drawn strong. */
export function panelTitle({ number, title, isFocused, note = [], width }: PanelTitle): Line {
	const key = number === undefined ? '' : `${number} `;
	const noteWidth = lineWidth(note);
	const hasNote = noteWidth > 0 && widthOf(key + title) + noteWidth + 10 <= width;
	const rest = width - widthOf(key + title) - 4 - (hasNote ? noteWidth + 3 : 0);
	const rule = isFocused ? '━' : '─';
	const style = isFocused ? 'accent' : 'dim';
	return [
		span(`${rule} `, style),
		span(key, isFocused ? 'accent' : 'dim'),
		span(title, isFocused ? 'accent' : 'strong'),
		span(` ${rule.repeat(Math.max(0, rest))}`, style),
		...(hasNote ? [span(' '), ...note, span(` ${rule}`, style)] : [span(rule, style)]),
	];
}
