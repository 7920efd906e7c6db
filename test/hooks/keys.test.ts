import { describe, expect, it } from 'vitest';
import { characterOf, flushKeys, splitKeys } from '../../hooks/keys.ts';

const keysOf = (input: string) => splitKeys(input).keys;

describe('splitKeys', () => {
	it('splits keys that came in one read', () => {
		expect(keysOf('jjjjjD')).toEqual(['j', 'j', 'j', 'j', 'j', 'D']);
	});

	it('keeps Enter that came with other keys', () => {
		expect(keysOf('d\r')).toEqual(['d', 'enter']);
	});

	it.each([
		['\u{1B}[A', 'up'],
		['\u{1B}OB', 'down'],
		['\u{1B}[5~', 'pgup'],
		['\u{1B}[6~', 'pgdn'],
		['\u{1B}[H', 'home'],
		['\u{1B}[4~', 'end'],
		['\u{1B}[Z', 'shift-tab'],
		['\u{1B}[1;5A', 'ctrl-up'],
		['\u{1B}OM', 'enter'],
		['\t', 'tab'],
		['\r', 'enter'],
		[' ', 'space'],
		['\u{7F}', 'backspace'],
		['\u{3}', 'ctrl-c'],
		['\u{4}', 'ctrl-d'],
		['\u{1A}', 'ctrl-z'],
		['é', 'é'],
	])('names %j %s', (input, name) => {
		expect(splitKeys(input)).toEqual({ keys: [name], reports: [], pending: '' });
	});

	it('finds an arrow between letters', () => {
		expect(keysOf('a\u{1B}[Bb')).toEqual(['a', 'down', 'b']);
	});

	it('keeps the beginning of an escape sequence for the next read', () => {
		expect(splitKeys('j\u{1B}[')).toEqual({ keys: ['j'], reports: [], pending: '\u{1B}[' });
		expect(splitKeys('\u{1B}')).toEqual({ keys: [], reports: [], pending: '\u{1B}' });
	});

	it('takes pasted text for no keys, whatever it says', () => {
		expect(splitKeys('a\u{1B}[200~y\rDX\u{1B}[201~b')).toEqual({ keys: ['a', { paste: 'y\rDX' }, 'b'], reports: [], pending: '' });
	});

	it('waits for the end of a paste', () => {
		const begun = '\u{1B}[200~yyy';
		expect(splitKeys(begun)).toEqual({ keys: [], reports: [], pending: begun });
		expect(flushKeys(begun)).toEqual([]);
	});

	it('drops what the terminal says by itself: focus, mouse, cursor', () => {
		expect(keysOf('\u{1B}[I\u{1B}[<0;10;5M\u{1B}[12;40R')).toEqual([]);
	});
});

describe("the terminal's answers", () => {
	it('are no keys, however they end', () => {
		expect(splitKeys('j\u{1B}]11;rgb:ffff/ffff/ffff\u{7}k')).toEqual({ keys: ['j', 'k'], reports: ['11;rgb:ffff/ffff/ffff'], pending: '' });
		expect(splitKeys('\u{1B}]11;rgb:00/00/00\u{1B}\\k')).toEqual({ keys: ['k'], reports: ['11;rgb:00/00/00'], pending: '' });
	});

	it('are waited for when they come in pieces, and no piece of them is a key', () => {
		for (const begun of ['\u{1B}]', '\u{1B}]1', '\u{1B}]11;rgb:ff', '\u{1B}]11;rgb:ff/ff/ff\u{1B}'])
			expect(splitKeys(begun)).toEqual({ keys: [], reports: [], pending: begun });
		expect(flushKeys('\u{1B}]11;rgb:ff')).toEqual([]);
	});
});

describe('flushKeys', () => {
	it('takes an escape sequence that nothing follows for the Esc key', () => {
		expect(flushKeys('\u{1B}')).toEqual(['esc']);
		expect(flushKeys('\u{1B}[')).toEqual(['esc']);
	});
});

describe('characterOf', () => {
	it('types letters and space, not names', () => {
		expect([characterOf('j'), characterOf('space'), characterOf('enter'), characterOf('ctrl-c')]).toEqual(['j', ' ', undefined, undefined]);
	});
});
