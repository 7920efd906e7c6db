import type { ScreenSize } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { type Line, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { healthLines } from './health-lines.ts';

/** Rows of the card's window under its title. */
export function healthHeight(body: ScreenSize): number {
	return Math.max(1, body.rows - 1);
}

/** The card in lines, no higher than the body. */
export function useHealthScreen(body: ScreenSize): readonly Line[] {
	const screen = useConsoleState(topScreen);
	const now = useConsoleState((state) => state.now);
	const { snapshot } = useServerView();
	if (screen?.kind !== 'health') return [];
	const lines = healthLines(screen, snapshot, now, body.columns);
	const shown = lines.slice(screen.cursor.top, screen.cursor.top + healthHeight(body));
	const below = lines.length - screen.cursor.top - shown.length;
	const note = [
		...(screen.port === undefined ? [] : [span(`127.0.0.1:${screen.port}`, 'dim')]),
		...(below > 0 ? [span(`  ↓ ${below} more`, 'accent')] : []),
	];
	return [panelTitle({ title: `Why is ${screen.container} as it is`, isFocused: true, width: body.columns, note }), ...shown];
}
