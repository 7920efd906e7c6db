import { formatNumber } from '../../source/model/format.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { type Line, line, selectLine, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { blockPicture, blockTable, proxyLine } from './port-map-lines.ts';
import { portMapView } from './port-map-view.ts';
import type { PortsScreen } from './ports-state.ts';

/** The port map in lines, no higher than the body. */
export function usePortsScreen(body: ScreenSize): readonly Line[] {
	const screen = useConsoleState(topScreen);
	const view = useServerView();
	return screen?.kind === 'ports' ? portMapLines(view, screen, body) : [];
}

/** All blocks, and the selected one port by port. */
export function portMapLines(view: ServerView, screen: PortsScreen, body: ScreenSize): readonly Line[] {
	const { blocks, window, height, selected } = portMapView(view, screen, body);
	const { columns: width } = body;
	const strangers = blocks.flatMap(({ uses }) => uses.filter(({ isForeign }) => isForeign)).length;
	const note = [
		span(formatNumber(blocks.length, 'block'), 'dim'),
		span(`  ${strangers === 0 ? 'no strangers' : `✕ ${formatNumber(strangers, 'stranger')}`}`, strangers === 0 ? 'dim' : 'bad'),
	];
	const title = panelTitle({ title: 'Port map, 127.0.0.1', isFocused: true, width, note });
	if (view.snapshot === undefined || selected === undefined)
		return [title, [], line('  No project has ports yet. `berth new <name>` makes the first one.')];
	const table = blockTable(blocks, width - 2);
	const shown = blocks.slice(window.top, window.top + height).map((block, index): Line => {
		const isSelected = window.top + index === window.index;
		return isSelected ? selectLine([span('› '), ...table.row(block)], width) : [span('  '), ...table.row(block)];
	});
	return [
		title,
		[span('  '), ...table.head],
		...shown,
		proxyLine(view.snapshot),
		panelTitle({ title: selected.project, isFocused: false, width }),
		...blockPicture(selected, width),
	].slice(0, body.rows);
}
