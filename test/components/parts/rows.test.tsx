import { render } from 'ink-testing-library';
import { expect, it } from 'vitest';
import { Rows } from '../../../components/parts/rows.tsx';
import { themeOf } from '../../../components/theme.ts';
import { ThemeContext } from '../../../components/theme-context.ts';
import { type Line, line } from '../../../hooks/line.ts';

const frameOf = (lines: readonly Line[], width: number, height: number) =>
	render(
		<ThemeContext value={themeOf({ TERM: 'dumb' })}>
			<Rows lines={lines} width={width} height={height} />
		</ThemeContext>,
	).lastFrame();

it('draws every line on a row of its own, an empty one too', () => {
	expect(frameOf([line('one'), [], line('three')], 10, 3)).toBe('one\n\nthree');
});

it('cuts what is too wide and leaves away what is too much', () => {
	expect(frameOf([line('a long line'), line('two'), line('three')], 6, 2)).toBe('a lon>\ntwo');
});
