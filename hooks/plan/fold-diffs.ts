import type { Console } from '../console.ts';
import { changePlan, type PlanScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import { bodyOf } from '../move.ts';
import { firstFileLine } from './plan-lines.ts';

/** Shows the changes of files, with the first of them on top, or folds them and begins the plan anew. */
export function foldDiffs(console: Console): void {
	const { columns } = bodyOf(console);
	const root = console.server.get().snapshot?.root;
	console.update((state) => changePlan(state, (screen) => (screen.hasDiffs ? folded(screen) : opened(screen, columns, root))));
}

function folded(screen: PlanScreen): PlanScreen {
	return { ...screen, hasDiffs: false, cursor: startCursor };
}

function opened(screen: PlanScreen, columns: number, root: string | undefined): PlanScreen {
	if (screen.plan === undefined || screen.plan.files.length === 0) return screen;
	const top = firstFileLine(screen, screen.plan, columns, root);
	return { ...screen, hasDiffs: true, cursor: { index: top, top } };
}
