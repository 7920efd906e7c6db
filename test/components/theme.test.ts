import { describe, expect, it } from 'vitest';
import { fullTheme, paint, themeOf } from '../../components/theme.ts';
import { span } from '../../hooks/line.ts';

describe('themeOf', () => {
	it('shows everything in an ordinary terminal', () => {
		expect(themeOf({ TERM: 'xterm-256color', LANG: 'en_GB.UTF-8' })).toEqual(fullTheme);
	});

	it('takes colours and signs away for NO_COLOR, but not for an empty one', () => {
		expect(themeOf({ NO_COLOR: '1', LANG: 'C.UTF-8' })).toEqual({ hasColor: false, hasEmphasis: true, isAscii: true });
		expect(themeOf({ NO_COLOR: '', LANG: 'C.UTF-8' })).toEqual(fullTheme);
	});

	it('is plain in a dumb terminal and ASCII in a locale without UTF-8', () => {
		expect(themeOf({ TERM: 'dumb', LANG: 'C.UTF-8' })).toEqual({ hasColor: false, hasEmphasis: false, isAscii: true });
		expect(themeOf({ LANG: 'C.UTF-8', LC_ALL: 'C' }).isAscii).toBe(true);
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

	it('says the same in ASCII', () => {
		expect(paint(words, 80, themeOf({ TERM: 'dumb' }))).toBe('* shop > v42');
		expect(paint([span('◐▲✕○日')], 80, themeOf({ TERM: 'dumb' }))).toBe('~!xo?');
	});

	it('lets nothing from outside reach the terminal as a command', () => {
		expect(paint([span('\u{1B}]0;title\u{7}log \u{1B}[2Jline')], 80, themeOf({ TERM: 'dumb' }))).toBe('log line');
	});
});
