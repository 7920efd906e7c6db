import { emptyLine, type Line, selectLine, span } from '../line.ts';
import { isList, type ListPlace, type ListRow, startPlace, windowOf } from '../list-place.ts';
import { panelTitle } from '../panel.ts';
import { focusOrder } from '../panes/focus-order.ts';
import type { Pane, PaneContent, PaneFacts } from '../panes/pane.ts';
import type { MakeContent, PaneBox } from './fleet-layout.ts';

/** Makes the panes' contents for a project; without one there is nothing in them. */
export function contentOf(facts: PaneFacts | undefined): MakeContent {
	return (pane, { width, height }) =>
		facts === undefined
			? { rows: [] }
			: {
					...pane.content(facts, { width: width - indentOf(pane).length, height }),
					...(pane.targets !== undefined && { targets: pane.targets(facts) }),
				};
}

/** A pane in lines, exactly as wide and no higher than its box. */
export function paneLines({ pane, width, height, content }: PaneBox, place: ListPlace = startPlace, isFocused = false): readonly Line[] {
	const indent = indentOf(pane);
	const note = content.note === undefined ? {} : { note: content.note };
	const title = panelTitle({ number: focusOrder.indexOf(pane.id) + 1, title: pane.title, isFocused, width, ...note });
	const head = content.head === undefined ? [] : [[...indent, ...content.head]];
	const room = Math.max(0, height - 1 - head.length);
	const ids = rowsOf(content);
	const window = windowOf(ids, place, room);
	const rows = content.rows.slice(window.top, window.top + room).map((row, index): Line => {
		const isSelected = isFocused && isList(ids) && window.top + index === window.index;
		return isSelected ? selectLine([span('›'), ...row], width) : [...indent, ...row];
	});
	return [title, ...head, ...rows];
}

/** A blank before each row of a pane in which the cursor may stand there. */
function indentOf(pane: Pane): Line {
	return pane.targets === undefined ? emptyLine : [span(' ')];
}

/** A pane's rows, each with the id of what is on it if one of them is under the cursor. */
export function rowsOf({ rows, targets = [] }: PaneContent): readonly ListRow[] {
	return rows.map((_, index) => ({ id: targets[index]?.id }));
}
