import { render } from 'ink-testing-library';
import { expect, it } from 'vitest';
import { Rows } from '../../../components/parts/rows.tsx';
import { type Theme, themeOf } from '../../../components/theme.ts';
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

it('paints a line again in another row, width or theme', () => {
	const lines = [line('● one', 'good'), line('● two')];
	const drawn = (shown: readonly Line[], width: number, theme: Theme) => (
		<ThemeContext value={theme}>
			<Rows lines={shown} width={width} height={2} />
		</ThemeContext>
	);
	const dumb = themeOf({ TERM: 'dumb' });
	const { rerender, lastFrame } = render(drawn(lines, 10, dumb));
	rerender(drawn(lines.toReversed(), 10, dumb));
	expect(lastFrame()).toBe('* two\n* one');
	rerender(drawn(lines.toReversed(), 4, dumb));
	expect(lastFrame()).toBe('* t>\n* o>');
	rerender(drawn(lines.toReversed(), 4, { ...dumb, isAscii: false }));
	expect(lastFrame()).toBe('● t…\n● o…');
});
