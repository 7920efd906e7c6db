import { Box } from 'ink';
import type { Line } from '../../hooks/line.ts';
import { Row } from './row.tsx';

interface RowsProps {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
}

/** Lines in a box of exactly that size; what is too much is not drawn. Not by clipping, for which Ink takes every row apart once more. */
export function Rows({ lines, width, height }: RowsProps) {
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{lines.slice(0, height).map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
				<Row key={index} line={line} width={width} />
			))}
		</Box>
	);
}
