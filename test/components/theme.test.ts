import { describe, expect, it } from 'vitest';
import { fullTheme, mustAskBackground, paint, type TerminalEnvironment, themeOf } from '../../components/theme.ts';
import { span } from '../../hooks/line.ts';

describe('themeOf', () => {
	it('shows everything in an ordinary terminal', () => {
		expect(themeOf({ TERM: 'xterm-256color', LANG: 'en_GB.UTF-8' })).toEqual(fullTheme);
	});

	it('takes colours and signs away for NO_COLOR, but not for an empty one', () => {
		expect(themeOf({ NO_COLOR: '1', LANG: 'C.UTF-8' })).toEqual({ hasColor: false, hasEmphasis: true, isAscii: true, isLight: false });
		expect(themeOf({ NO_COLOR: '', LANG: 'C.UTF-8' })).toEqual(fullTheme);
	});

	it('is plain in a dumb terminal and ASCII in a locale without UTF-8', () => {
		expect(themeOf({ TERM: 'dumb', LANG: 'C.UTF-8' })).toEqual({ hasColor: false, hasEmphasis: false, isAscii: true, isLight: false });
		expect(themeOf({ LANG: 'C.UTF-8', LC_ALL: 'C' })).toMatchObject({ hasColor: false, isAscii: true });
	});

	it('is light where the terminal tells a light background, or the operator says so', () => {
		const utf8 = { LANG: 'C.UTF-8' };
		expect(themeOf({ ...utf8, COLORFGBG: '0;15' }).isLight).toBe(true);
		expect(themeOf({ ...utf8, COLORFGBG: '15;default;0' }).isLight).toBe(false);
		expect(themeOf({ ...utf8, COLORFGBG: '0;15' }, 'dark').isLight).toBe(false);
		expect(themeOf(utf8, 'light').isLight).toBe(true);
	});

	it('has no colours where the operator wants none, and all signs', () => {
		expect(themeOf({ LANG: 'C.UTF-8' }, 'mono')).toMatchObject({ hasColor: false, isAscii: false });
	});
});

describe('mustAskBackground', () => {
	const ask = (environment: TerminalEnvironment, choice: 'auto' | 'dark' = 'auto') =>
		mustAskBackground(themeOf(environment), environment, choice);

	it('asks only where nothing else says it and the answer would count', () => {
		expect(ask({ LANG: 'C.UTF-8' })).toBe(true);
		expect(ask({ LANG: 'C.UTF-8', COLORFGBG: '15;0' })).toBe(false);
		expect(ask({ LANG: 'C.UTF-8' }, 'dark')).toBe(false);
		expect(ask({ LANG: 'C.UTF-8', NO_COLOR: '1' })).toBe(false);
		expect(ask({ LANG: 'C.UTF-8', TERM: 'linux' })).toBe(false);
	});
});

describe('paint', () => {
	const words = [span('● ', 'good'), span('shop → v42')];

	it('styles and cuts to the width', () => {
		expect(paint(words, 7, fullTheme)).toBe('\u{1B}[32m● \u{1B}[0mshop…');
	});

	it('sends nothing for what is not seen, but the whole bar of a selected row', () => {
		expect(paint([span('shop'), span('    ', 'warn')], 80, fullTheme)).toBe('shop');
		expect(paint([span('shop   ', 'selected')], 80, fullTheme)).toBe('\u{1B}[7mshop   \u{1B}[0m');
	});

	it('writes warnings and accents on white in colours that can be read there', () => {
		const light = { ...fullTheme, isLight: true };
		expect(paint([span('a', 'warn'), span('b', 'accent')], 80, light)).not.toMatch(/3[36]m/);
	});

	it('says the same in ASCII', () => {
		expect(paint(words, 80, themeOf({ TERM: 'dumb' }))).toBe('* shop > v42');
		expect(paint([span('◐▲✕○日')], 80, themeOf({ TERM: 'dumb' }))).toBe('~!xo??');
	});

	it('lets nothing from outside reach the terminal as a command', () => {
		expect(paint([span('\u{1B}]0;title\u{7}log \u{1B}[2Jline')], 80, themeOf({ TERM: 'dumb' }))).toBe('log line');
	});
});
