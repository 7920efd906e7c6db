import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test, vi } from 'vitest';
import textWidth from '../../build/text-width.mjs';

const signs = ' aZ~·–—…‹›←↑→↓−×─━│┌┐└┘▁▂▃▄▅▆▇█░●◐▲✕○✓•';

test('text in the console’s own signs is as wide as the library says, with colours and without', () => {
	vi.stubGlobal('require', () => ({ default: stringWidth }));
	const pieces = fc.constantFrom(...signs, '\u{1B}[1;31m', '\u{1B}[0m', '\u{301}', '漢', '👩‍💻', '\u{FE0F}', '\t');
	fc.assert(
		fc.property(fc.array(pieces), (some) => {
			expect(textWidth(some.join(''))).toBe(stringWidth(some.join('')));
		}),
	);
});
