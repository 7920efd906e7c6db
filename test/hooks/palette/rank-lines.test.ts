import { describe, expect, it } from 'vitest';
import type { PaletteLine } from '../../../hooks/palette/palette-line.ts';
import { rankLines } from '../../../hooks/palette/rank-lines.ts';

const named = (text: string, about = ''): PaletteLine => ({ text, about, target: { kind: 'project', project: text } });
const texts = (lines: readonly PaletteLine[], typed: string) => rankLines(lines, typed).map(({ text }) => text);

describe('rankLines', () => {
	it('puts what was typed itself first, then what begins so, then words that begin so, then what contains it', () => {
		const lines = ['workshop', 'deploy shop', 'shop-blue-1', 'shop', 'blog'].map((text) => named(text));
		expect(texts(lines, 'shop')).toEqual(['shop', 'shop-blue-1', 'deploy shop', 'workshop']);
	});

	it('takes the beginnings of several words', () => {
		expect(texts([named('scale shop'), named('deploy shop'), named('deploy docs')], 'de sh')).toEqual(['deploy shop']);
	});

	it('finds a line by what it is about', () => {
		expect(texts([named('sort', 'sort projects'), named('open', 'open: the panes')], 'panes')).toEqual(['open']);
	});

	it('forgives letters that were left out', () => {
		expect(texts([named('hubnity-backend'), named('blog')], 'hbnd')).toEqual(['hubnity-backend']);
	});

	it('does not mind upper case', () => {
		expect(texts([named('shop')], 'SHOP')).toEqual(['shop']);
	});
});
