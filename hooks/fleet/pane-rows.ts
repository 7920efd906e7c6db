import { type Cursor, placeCursor, startCursor } from '../cursor.ts';
import { type Line, selectLine, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { focusOrder } from '../panes/focus-order.ts';
import type { Pane, PaneFacts } from '../panes/pane.ts';
import type { PaneBox } from './fleet-layout.ts';

/** Rows that a pane would fill with its title, heading and all of its text. */
export function wantedRows(facts: PaneFacts | undefined): (pane: Pane, width: number) => number {
	return (pane, width) => {
		if (facts === undefined) return 3;
		const { head, rows } = pane.content(facts, { width, height: 10 });
		return 1 + (head === undefined ? 0 : 1) + Math.max(1, rows.length);
	};
}

/** A pane in lines, exactly as wide and no higher than its box. */
export function paneLines(
	{ pane, width, height }: PaneBox,
	facts: PaneFacts,
	cursor: Cursor = startCursor,
	isFocused = false,
): readonly Line[] {
	const indent = hasRowCursor(pane) ? [span(' ')] : [];
	const content = pane.content(facts, { width: width - indent.length, height: height - 1 });
	const note = content.note === undefined ? {} : { note: content.note };
	const title = panelTitle({ number: focusOrder.indexOf(pane.id) + 1, title: pane.title, isFocused, width, ...note });
	const head = content.head === undefined ? [] : [[...indent, ...content.head]];
	const room = Math.max(0, height - 1 - head.length);
	const extent = { count: content.rows.length, height: room };
	const window = placeCursor(cursor, cursor.index, extent);
	const rows = content.rows.slice(window.top, window.top + room).map((row, index): Line => {
		const isSelected = isFocused && hasRowCursor(pane) && window.top + index === window.index;
		return isSelected ? selectLine([span('›'), ...row], width) : [...indent, ...row];
	});
	return [title, ...head, ...rows];
}

/** True if something can be done with a row of a pane: then one of them is under the cursor; others only scroll. */
export function hasRowCursor(pane: Pane): boolean {
	return pane.operationAt !== undefined || pane.replicaAt !== undefined;
}
