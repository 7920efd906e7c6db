import { Box } from 'ink';
import { useFrame } from '../hooks/frame/use-frame.ts';
import { DialogBox } from './parts/dialog-box.tsx';
import { Rows } from './parts/rows.tsx';
import { screens } from './screens/screens.ts';

/** The whole terminal: top line, the front screen, bottom lines, and a dialog over all. */
export function Frame() {
	const { size, body, top, bottom, screen } = useFrame();
	const Screen = screens[screen];
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Rows lines={top} width={size.columns} height={top.length} />
			<Box width={body.columns} height={body.rows} flexShrink={0}>
				<Screen body={body} />
			</Box>
			<Rows lines={bottom} width={size.columns} height={bottom.length} />
			<DialogBox body={body} rowsAbove={top.length} />
		</Box>
	);
}
