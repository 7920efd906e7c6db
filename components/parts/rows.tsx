import { Box, Transform } from 'ink';
import { memo, use, useRef } from 'react';
import type { Line } from '../../hooks/line.ts';
import { paint, type Theme } from '../theme.ts';
import { ThemeContext } from '../theme-context.ts';

interface RowsProps {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
}

/** Lines in a box of exactly that size, each cut to it; what is too much is not drawn. */
export function Rows({ lines, width, height }: RowsProps) {
	return <PaintedRows text={usePainted(lines.slice(0, height), width).join('\n')} width={width} height={height} />;
}

interface Painted {
	readonly lines: readonly Line[];
	readonly rows: readonly string[];
	readonly width: number;
	readonly theme: Theme;
}

/** The lines as the terminal gets them; one that is the very same in the same row is not painted again. */
function usePainted(lines: readonly Line[], width: number): readonly string[] {
	const theme = use(ThemeContext);
	const last = useRef<Painted>(undefined);
	const before = last.current?.width === width && last.current.theme === theme ? last.current : undefined;
	const rows = lines.map((line, index) => (before?.lines[index] === line ? before.rows[index] : undefined) ?? paint(line, width, theme));
	last.current = { lines, rows, width, theme };
	return rows;
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
