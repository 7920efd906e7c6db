import { fill, type Line, line, type Span, type Style, span, wrapText } from '../line.ts';
import type { TabRow } from './tab.ts';

/** Cells of the names before the facts. */
const labelWidth = 14;

/** Lines as rows of a text that scrolls. */
export function textRows(lines: readonly Line[]): readonly TabRow[] {
	return lines.map((words) => ({ line: () => words }));
}

/** A fact under its name; what is too long goes on below. Nothing without text. */
export function field(label: string, text: string | undefined, width: number, style: Style = 'plain'): readonly Line[] {
	if (text === undefined) return [];
	return wrapText(text, width - labelWidth - 2).map((part, index) => [labelOf(index === 0 ? label : ''), span(part, style)]);
}

/** A fact in more than one style, in one line. */
export function styledField(label: string, words: Line): Line {
	return [labelOf(label), ...words];
}

/** A heading between facts. */
export function heading(text: string): readonly Line[] {
	return [[], line(` ${text}`, 'accent')];
}

function labelOf(label: string): Span {
	return span(` ${fill(label, labelWidth)} `, 'dim');
}
