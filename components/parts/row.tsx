import { Text } from 'ink';
import { memo, use } from 'react';
import type { Line } from '../../hooks/line.ts';
import { paint } from '../theme.ts';
import { ThemeContext } from '../theme-context.ts';

/** One row of the screen: one text, cut before Ink measures it. */
export function Row({ line, width }: { readonly line: Line; readonly width: number }) {
	const theme = use(ThemeContext);
	return <PaintedRow text={paint(line, width, theme)} />;
}

/** An empty text takes no row in Ink; a space does. */
const PaintedRow = memo(function PaintedRow({ text }: { readonly text: string }) {
	return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
