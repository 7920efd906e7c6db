import { Box, Text } from 'ink';
import { memo, use } from 'react';
import type { Line } from '../../hooks/line.ts';
import { paint } from '../theme.ts';
import { ThemeContext } from '../theme-context.ts';

interface RowsProps {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
}

/** Lines in a box of exactly that size, each cut before Ink measures it; what is too much is not drawn. */
export function Rows({ lines, width, height }: RowsProps) {
	const theme = use(ThemeContext);
	const shown = lines.slice(0, height).map((line) => paint(line, width, theme));
	return <PaintedRows text={shown.join('\n')} count={shown.length} width={width} height={height} />;
}

interface PaintedRowsProps {
	readonly text: string;
	readonly count: number;
	readonly width: number;
	readonly height: number;
}

/** Ink makes a whole frame of every change, also of one that is not seen: rows that are as they were are not given to it again. */
const PaintedRows = memo(function PaintedRows({ text, count, width, height }: PaintedRowsProps) {
	const rows = text.split('\n').slice(0, count);
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{rows.map((row, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
				<PaintedRow key={index} text={row} />
			))}
		</Box>
	);
});

/** An empty text takes no row in Ink; a space does. */
const PaintedRow = memo(function PaintedRow({ text }: { readonly text: string }) {
	return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
