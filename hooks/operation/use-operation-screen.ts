import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, type OperationScreen, topScreen } from '../console-state.ts';
import { windowWords } from '../cursor.ts';
import { type Line, line } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import type { FollowedOperation } from './followed-operation.ts';
import { nextKeys } from './next-keys.ts';
import { resultLines, stepTexts } from './operation-lines.ts';
import { releaseChart } from './release-chart.ts';

/** Rows of the body from which the chart is high. */
const rowsForHighChart = 30;

/** The operation screen in lines, as high as the body. */
export function useOperationScreen(body: ScreenSize): readonly Line[] {
	const state = useConsoleState((all) => all);
	const view = useServerView();
	const screen = operationScreenOf(state);
	const followed = screen && state.operations[screen.id];
	if (screen === undefined || followed === undefined) return [];
	return operationLines(screen, followed, state.now, body, view);
}

/** Title, the window of the steps, and what is known of the whole. */
export function operationLines(
	screen: OperationScreen,
	followed: FollowedOperation,
	now: number,
	body: ScreenSize,
	view: ServerView,
): readonly Line[] {
	const { steps, result } = operationParts(followed, now, body, view);
	const height = body.rows - 3 - result.length;
	const top = operationTop(screen, steps.focus, steps.lines.length, height);
	const shown = steps.lines.slice(top, top + Math.max(0, height));
	const filled = [...shown, ...Array.from({ length: Math.max(0, height - shown.length) }, (): Line => [])];
	const title = `Operation${windowWords(top, { count: steps.lines.length, height })}`;
	const { plan, user, id } = followed.operation;
	return [
		panelTitle({ title, isFocused: true, width: body.columns, note: [{ text: `${user}  ${id}`, style: 'dim' }] }),
		line(` ${plan.title}`, 'strong'),
		...filled,
		panelTitle({ title: followed.finished === undefined ? 'So far' : 'Result', isFocused: false, width: body.columns }),
		...result,
	];
}

/** First row of the steps' window: where the operator scrolled to, or what keeps the running step in sight. */
export function operationTop(screen: OperationScreen, focus: number, count: number, height: number): number {
	const last = Math.max(0, count - height);
	return Math.min(last, screen.cursor?.top ?? Math.max(0, focus - height + 2));
}

/** The two parts of the screen; the result never takes more than half of it, and ends with the keys that fit. */
export function operationParts(followed: FollowedOperation, now: number, body: ScreenSize, view: ServerView) {
	const chart = releaseChart(followed, view, body.columns, body.rows < rowsForHighChart ? 3 : 6);
	const next = nextKeys(followed, view);
	const room = Math.max(1, Math.floor(body.rows / 2)) - next.length;
	const result = [...resultLines(followed, now, body.columns, chart).slice(0, room), ...next];
	return { steps: stepTexts(followed, now, body.columns, view.snapshot?.root), result };
}

/** The operation in front, if one is. */
export function operationScreenOf(state: ConsoleState): OperationScreen | undefined {
	const top = topScreen(state);
	return top?.kind === 'operation' ? top : undefined;
}
