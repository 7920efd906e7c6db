import { Box, Transform } from 'ink';
import { memo, use } from 'react';
import type { Line } from '../../hooks/line.ts';
import { paint } from '../theme.ts';
import { ThemeContext } from '../theme-context.ts';

interface RowsProps {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
}

/** Lines in a box of exactly that size, each cut to it; what is too much is not drawn. */
export function Rows({ lines, width, height }: RowsProps) {
	const theme = use(ThemeContext);
	const text = lines.slice(0, height).map((line) => paint(line, width, theme));
	return <PaintedRows text={text.join('\n')} width={width} height={height} />;
}

interface PaintedRowsProps {
	readonly text: string;
	readonly width: number;
	readonly height: number;
}

/**
 * Ink takes every text of every frame apart, to measure it and to know what is in it. What is painted is known: Ink gets a blank for each
 * row, which is always the same, and the rows when it has laid out the frame. Rows that are as they were make no frame.
 */
const PaintedRows = memo(function PaintedRows({ text, width, height }: PaintedRowsProps) {
	const rows = text.split('\n');
	return (
		<Box width={width} height={height} flexShrink={0}>
			<Transform transform={(_, index) => rows[index] ?? ''} accessibilityLabel={text}>
				{Array.from({ length: height }, () => ' ').join('\n')}
			</Transform>
		</Box>
	);
});
