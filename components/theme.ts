import { clean, cutLine, type Line, type Style } from '../hooks/line.ts';

/** How the console looks in this terminal. */
export interface Theme {
	/** The 8 base colours. */
	readonly hasColor: boolean;
	/** Bold, dim, inverse. */
	readonly hasEmphasis: boolean;
	/** Only ASCII characters. */
	readonly isAscii: boolean;
}

/** The part of the environment that says what a terminal can show. */
export interface TerminalEnvironment {
	readonly NO_COLOR?: string | undefined;
	readonly TERM?: string | undefined;
	readonly LC_ALL?: string | undefined;
	readonly LC_CTYPE?: string | undefined;
	readonly LANG?: string | undefined;
}

export const fullTheme: Theme = { hasColor: true, hasEmphasis: true, isAscii: false };

/** The theme for a terminal: `NO_COLOR` (https://no-color.org) takes colours, `TERM=dumb` everything, a locale without UTF-8 the signs. */
export function themeOf(environment: TerminalEnvironment): Theme {
	const isDumb = environment.TERM === 'dumb';
	const hasNoColor = (environment.NO_COLOR ?? '') !== '';
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	return { hasColor: !isDumb && !hasNoColor, hasEmphasis: !isDumb, isAscii: isDumb || hasNoColor || !/utf-?8/i.test(locale) };
}

const emphasis: Readonly<Record<Style, string>> = {
	plain: '',
	strong: '1',
	dim: '2',
	good: '',
	warn: '1',
	bad: '1',
	accent: '1',
	selected: '7',
	'hue-1': '',
	'hue-2': '',
	'hue-3': '',
	'hue-4': '',
};
/** Those that can be read on black and on white. */
const hueColors: Partial<Record<Style, string>> = { 'hue-1': '36', 'hue-2': '35', 'hue-3': '32', 'hue-4': '34' };
const colors: Partial<Record<Style, string>> = { good: '32', warn: '33', bad: '31', accent: '36' };

/** One row as the terminal gets it: cut to `width` cells, styled, and in ASCII where nothing else is understood. */
export function paint(spans: Line, width: number, theme: Theme): string {
	const safe = spans.map((piece) => ({ ...piece, text: clean(piece.text) }));
	return cutLine(safe, width)
		.map(({ text, style = 'plain' }) => styled(theme.isAscii ? asciiOf(text) : text, style, theme))
		.join('')
		.trimEnd();
}

function styled(text: string, style: Style, theme: Theme): string {
	const codes = [theme.hasEmphasis ? emphasis[style] : '', theme.hasColor ? (colors[style] ?? hueColors[style] ?? '') : ''].filter(
		(code) => code !== '',
	);
	// The style of a blank is not seen, but it is sent with every change of its row.
	const isBlank = style !== 'selected' && text.trim() === '';
	return codes.length === 0 || text === '' || isBlank ? text : `\u{1B}[${codes.join(';')}m${text}\u{1B}[0m`;
}

const asciiSigns: Readonly<Record<string, string>> = {
	'●': '*',
	'◐': '~',
	'▲': '!',
	'✕': 'x',
	'○': 'o',
	'✓': '+',
	'›': '>',
	'‹': '<',
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
	'…': '>',
	'–': '-',
	'—': '-',
	'−': '-',
	'·': '.',
	'•': '*',
	'×': 'x',
	'─': '-',
	'━': '=',
	'│': '|',
	'┌': '+',
	'┐': '+',
	'└': '+',
	'┘': '+',
	'▁': '_',
	'▂': '.',
	'▃': '-',
	'▄': '=',
	'▅': '+',
	'▆': '*',
	'▇': '%',
	'█': '#',
	'░': '.',
};

function asciiOf(text: string): string {
	return text.replace(/[^ -~]/gu, (character) => asciiSigns[character] ?? '?');
}
