import { type Cursor, placeCursor, startCursor } from '../cursor.ts';
import { emptyLine, type Line, selectLine, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { focusOrder } from '../panes/focus-order.ts';
import type { Pane, PaneFacts } from '../panes/pane.ts';
import type { MakeContent, PaneBox } from './fleet-layout.ts';

/** Makes the panes' contents for a project; without one there is nothing in them. */
export function contentOf(facts: PaneFacts | undefined): MakeContent {
	return (pane, { width, height }) =>
		facts === undefined ? { rows: [] } : pane.content(facts, { width: width - indentOf(pane).length, height });
}

/** A pane in lines, exactly as wide and no higher than its box. */
export function paneLines({ pane, width, height, content }: PaneBox, cursor: Cursor = startCursor, isFocused = false): readonly Line[] {
	const indent = indentOf(pane);
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

/** A blank before each row of a pane in which the cursor may stand there. */
function indentOf(pane: Pane): Line {
	return hasRowCursor(pane) ? [span(' ')] : emptyLine;
}

/** True if something can be done with a row of a pane: then one of them is under the cursor; others only scroll. */
export function hasRowCursor(pane: Pane): boolean {
	return pane.operationAt !== undefined || pane.replicaAt !== undefined;
}
