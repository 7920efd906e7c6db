import { cleanLine, cutLine, type Line, type Style, widthOf } from '../hooks/line.ts';
import type { Background } from '../hooks/use-background.ts';
import type { Preferences } from '../source/config/preferences.ts';

/** How the console looks in this terminal. */
export interface Theme {
	/** The 8 base colours. */
	readonly hasColor: boolean;
	/** Bold, dim, inverse. */
	readonly hasEmphasis: boolean;
	/** Only ASCII characters. */
	readonly isAscii: boolean;
	/** Dark text on a light background: other colours can be read there. */
	readonly isLight: boolean;
}

/** The part of the environment that says what a terminal can show. */
export interface TerminalEnvironment {
	readonly NO_COLOR?: string | undefined;
	readonly TERM?: string | undefined;
	readonly LC_ALL?: string | undefined;
	readonly LC_CTYPE?: string | undefined;
	readonly LANG?: string | undefined;
	/** Colours of text and background by number, as some terminals tell them: `15;0`. */
	readonly COLORFGBG?: string | undefined;
}

export const fullTheme: Theme = { hasColor: true, hasEmphasis: true, isAscii: false, isLight: false };

/**
 * The theme for a terminal: `NO_COLOR` (https://no-color.org) and a locale without UTF-8 take colours and signs,
 * `TERM=dumb` everything.
 */
export function themeOf(environment: TerminalEnvironment, choice: Preferences['theme'] = 'auto'): Theme {
	const isDumb = environment.TERM === 'dumb';
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	const isAscii = isDumb || (environment.NO_COLOR ?? '') !== '' || !/utf-?8/i.test(locale);
	const isLight = choice === 'light' || (choice === 'auto' && backgroundOf(environment) === 'light');
	return { hasColor: !isAscii && choice !== 'mono', hasEmphasis: !isDumb, isAscii, isLight };
}

/** True where only the terminal itself can say whether its background is light. The Linux console would print the question. */
export function mustAskBackground(theme: Theme, environment: TerminalEnvironment, choice: Preferences['theme']): boolean {
	return choice === 'auto' && theme.hasColor && environment.TERM !== 'linux' && backgroundOf(environment) === undefined;
}

/** The theme once the terminal has said what its background is. */
export function onBackground(theme: Theme, background: Background | undefined): Theme {
	const isLight = background === undefined ? theme.isLight : background === 'light';
	return isLight === theme.isLight ? theme : { ...theme, isLight };
}

function backgroundOf({ COLORFGBG = '' }: TerminalEnvironment): Background | undefined {
	const number = /;(\d+)$/.exec(COLORFGBG)?.[1];
	if (number === undefined) return undefined;
	return number === '7' || Number(number) > 8 ? 'light' : 'dark';
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
const darkColors: Partial<Record<Style, string>> = { ...hueColors, good: '32', warn: '33', bad: '31', accent: '36' };
/** Yellow and cyan cannot be read on white. */
const lightColors: Partial<Record<Style, string>> = { ...hueColors, good: '32', warn: '35', bad: '31', accent: '34' };

/** One row as the terminal gets it: cut to `width` cells, styled, and in ASCII where nothing else is understood. */
export function paint(spans: Line, width: number, theme: Theme): string {
	let row = '';
	for (const { text, style = 'plain' } of cutLine(cleanLine(spans), width))
		row += styled(theme.isAscii ? asciiOf(text) : text, style, theme);
	return row.trimEnd();
}

function styled(text: string, style: Style, theme: Theme): string {
	const look = theme.hasEmphasis ? emphasis[style] : '';
	const color = theme.hasColor ? ((theme.isLight ? lightColors : darkColors)[style] ?? '') : '';
	if (look === '' && color === '') return text;
	// The style of a blank is not seen, but it is sent with every change of its row.
	if (text === '' || (style !== 'selected' && text.trim() === '')) return text;
	return `\u{1B}[${look}${look === '' || color === '' ? '' : ';'}${color}m${text}\u{1B}[0m`;
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
	'’': "'",
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
	return text.replace(/[^ -~]/gu, (character) => asciiSigns[character] ?? '?'.repeat(widthOf(character)));
}
