import { formatNumber } from '../../source/model/format.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, type PlanScreen, topScreen } from '../console-state.ts';
import { keyOf } from '../keymap.ts';
import { type Line, span } from '../line.ts';
import { queuePlace } from '../marks/marks.ts';
import { panelTitle } from '../panel.ts';
import { useConsole, useConsoleState, useServerView } from '../use-console.ts';
import { confirmHeight, confirmLines } from './confirm-lines.ts';
import { planLines } from './plan-lines.ts';

/** Rows of the body that are not the plan's own text: two titles and the confirmation. */
const rowsAround = 2 + confirmHeight;

/** Rows of the plan's window. */
export function planHeight(body: ScreenSize): number {
	return Math.max(1, body.rows - rowsAround);
}

/** The plan screen in lines, as high as the body. */
export function usePlanScreen(body: ScreenSize): readonly Line[] {
	const { hostname } = useConsole();
	const { snapshot } = useServerView();
	const screen = useConsoleState(planOf);
	const queue = useConsoleState(queuePlace);
	if (screen === undefined) return [];
	const height = planHeight(body);
	const lines = planLines(screen, body.columns, snapshot?.root);
	const shown = lines.slice(screen.cursor.top, screen.cursor.top + height);
	const filled = [...shown, ...Array.from({ length: height - shown.length }, (): Line => [])];
	const place = lines.length <= height ? '' : `${screen.cursor.top + shown.length} of ${lines.length} lines`;
	const below = lines.length - screen.cursor.top - shown.length;
	const more = below > 0 ? [span(`${keyOf('page-down')} shows ${formatNumber(below, 'more line')}`, 'accent')] : [];
	return [
		panelTitle({ title: `Plan${queue}`, isFocused: true, width: body.columns, note: [{ text: place, style: 'dim' }] }),
		...filled,
		panelTitle({ title: 'Confirm', isFocused: false, width: body.columns, note: more }),
		...confirmLines(screen, hostname, snapshot),
	];
}

function planOf(state: ConsoleState): PlanScreen | undefined {
	const top = topScreen(state);
	return top?.kind === 'plan' ? top : undefined;
}
