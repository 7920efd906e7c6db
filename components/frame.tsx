import { Box } from 'ink';
import type { ScreenSize } from '../hooks/console.ts';
import { useBottomLines, useFrame, useTopLines } from '../hooks/frame/use-frame.ts';
import { DialogBox } from './parts/dialog-box.tsx';
import { Rows } from './parts/rows.tsx';
import { screens } from './screens/screens.ts';

/** The whole terminal: top lines, the front screen, bottom lines, and a dialog over all. It is drawn again only when these change places. */
export function Frame() {
	const { size, body, rowsAbove, screen, isCovered } = useFrame();
	const Screen = screens[screen];
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Top size={size} />
			<Box width={body.columns} height={body.rows} flexShrink={0}>
				{isCovered ? null : <Screen body={body} />}
			</Box>
			<Bottom size={size} />
			<DialogBox body={body} rowsAbove={rowsAbove} />
		</Box>
	);
}

function Top({ size }: { readonly size: ScreenSize }) {
	const lines = useTopLines(size);
	return <Rows lines={lines} width={size.columns} height={lines.length} />;
}

function Bottom({ size }: { readonly size: ScreenSize }) {
	const lines = useBottomLines(size);
	return <Rows lines={lines} width={size.columns} height={lines.length} />;
}
