import { Box } from 'ink';
import type { ScreenSize } from '../../hooks/console.ts';
import { useDialog } from '../../hooks/dialogs/use-dialog.ts';
import { Rows } from './rows.tsx';

interface DialogBoxProps {
	readonly body: ScreenSize;
	/** Rows of the screen above the body. */
	readonly rowsAbove: number;
}

/** The open dialog over the screen. */
export function DialogBox({ body, rowsAbove }: DialogBoxProps) {
	const dialog = useDialog(body, rowsAbove);
	if (dialog === undefined) return null;
	return (
		<Box position="absolute" left={dialog.left} top={dialog.top}>
			<Rows lines={dialog.lines} width={dialog.width} height={dialog.lines.length} />
		</Box>
	);
}
