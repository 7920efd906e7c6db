import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableJson, printableLine, printableText } from '../../source/model/printable-text.ts';
import { commandsIn, hostileTexts } from '../fakes/hostile-texts.ts';

describe('a text of outside', () => {
	it.each([
		['plain text', 'GET / 200', 'GET / 200'],
		['a tab', 'a\tb', 'a\tb'],
		['letters of any language', 'Grüße, 東京, नमस्ते', 'Grüße, 東京, नमस्ते'],
		['an emoji of several parts', '❤️ 👩‍💻 👍🏽', '❤️ 👩‍💻 👍🏽'],
		['colours', '\u{1B}[1;31mERROR\u{1B}[0m: no', 'ERROR: no'],
		['colours in eight bits', '\u{9B}31mERROR\u{9B}0m: no', 'ERROR: no'],
		['colours with colons', '\u{1B}[38:2::255:0:0mERROR\u{1B}[m', 'ERROR'],
		['a title', 'a\u{1B}]0;pwned\u{7}b', 'ab'],
		['a clipboard', 'a\u{1B}]52;c;cm0gLXJmIC8=\u{1B}\\b', 'ab'],
		['a link', '\u{1B}]8;;http://x\u{1B}\\here\u{1B}]8;;\u{1B}\\', 'here'],
		['keys of an application', 'a\u{1B}[>4;2mb', 'ab'],
		['another screen', '\u{1B}[?1049ha', 'a'],
		['a command that never ends', 'a\u{1B}]52;c;cm0', 'a�]52;c;cm0'],
		['a question for an answer that is typed', 'a\u{1B}[6n\u{1B}P$q"p\u{1B}\\b', 'ab'],
		['a bell', 'a\u{7}', 'a�'],
		['a line that is written over', 'ERROR\rall is well', 'ERROR�all is well'],
		['a line end of Windows', 'a\r\n', 'a'],
		['a forged line', 'a\nDone', 'a Done'],
		['text from right to left', 'a\u{202E}gpj.exe', 'a�gpj.exe'],
		['isolates', '\u{2066}a\u{2069}', '�a�'],
		['letters without width', 'sh\u{200B}op\u{FEFF}', 'sh�op�'],
		['joiners between letters', 'sh\u{200D}op', 'sh�op'],
		['a text in tags', 'shop\u{E0041}', 'shop�'],
		['half a character', 'a\u{D800}b', 'a�b'],
		['separators of lines', 'a\u{2028}b\u{85}c', 'a�b�c'],
		['what deletes', 'a\u{7F}\u{8}b', 'a��b'],
	])('has nothing but what can be seen: %s', (_name, text, printed) => {
		expect(printableLine(text)).toBe(printed);
	});

	it('keeps its lines where they are wanted', () => {
		expect(printableText('\u{1B}[31ma\u{1B}[0m\r\n\tb\u{202E}\n')).toBe('a\n\tb�\n');
	});

	it('is cleaned once and for all, whatever it is', () => {
		const characters = fc.oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0x10ffff })).map(String.fromCodePoint);
		const texts = fc.array(fc.oneof(characters, fc.constantFrom(...hostileTexts)), { maxLength: 10 });
		fc.assert(
			fc.property(texts, (parts) => {
				const text = parts.join('');
				expect(commandsIn(printableLine(text))).toEqual([]);
				expect(commandsIn(printableText(text).replaceAll('\n', ''))).toEqual([]);
				expect(printableLine(printableLine(text))).toBe(printableLine(text));
			}),
		);
	});

	it('is no less harmless when it is taken out of JSON', () => {
		const value = { '\u{1B}[2Jkey': ['\u{1B}]0;x\u{7}a', { nested: 'b\u{202E}' }], number: 1, none: null, gone: undefined };
		expect(JSON.parse(printableJson(value))).toEqual({ key: ['a', { nested: 'b�' }], number: 1, none: null });
	});
});
