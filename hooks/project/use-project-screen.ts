import { conditionOf } from '../../source/present/condition.ts';
import type { ScreenSize } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { signOf } from '../fleet/condition.ts';
import { keyOf } from '../keymap.ts';
import { type Line, line, lineWidth, selectLine, span } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { type FrontTab, frontTab } from './front-tab.ts';
import { placeIn } from './project-state.ts';
import { isList, windowOf } from './tab-window.ts';
import { tabs } from './tabs.ts';

/** The project screen in lines, as high as the body. */
export function useProjectScreen(body: ScreenSize): readonly Line[] {
	const state = useConsoleState((all) => all);
	const view = useServerView();
	const front = frontTab(view, state, body);
	if (front !== undefined) return projectLines(front, body);
	const top = topScreen(state);
	const name = top?.kind === 'project' ? top.project : '';
	return [
		panelTitle({ title: name, isFocused: true, width: body.columns }),
		[],
		line(`  ${name} is not on this server any more. ${keyOf('back')} goes back.`),
	];
}

/** Title, tabs, heading and the window of the tab in front. */
export function projectLines({ screen, facts, content, height }: FrontTab, body: ScreenSize): readonly Line[] {
	const { columns } = body;
	const { state, healthy, wanted } = conditionOf(facts.project);
	const { site } = facts.project;
	const sign = signOf(state);
	const words = site === undefined ? [] : [span(`${site.release} in ${site.berth}  ${healthy}/${wanted}`, 'dim')];
	const window = windowOf(content.rows, placeIn(screen), height);
	const selects = isList(content.rows);
	const shown = content.rows.slice(window.top, window.top + height).map((row, index) => {
		const isSelected = selects && window.top + index === window.index;
		return isSelected ? selectLine(row.line(), columns) : row.line();
	});
	const below = content.rows.length - window.top - shown.length;
	const note: Line = [sign, span(` ${state}  `, sign.style), ...words, ...(below > 0 ? [span(`  ↓ ${below} more`, 'accent')] : [])];
	return [
		panelTitle({ title: screen.project, isFocused: true, width: columns, note }),
		tabBar(screen.tab, columns),
		...(content.head === undefined ? [] : [content.head]),
		...shown,
	];
}

/** The names of the tabs with the keys that open them, as much of it as fits. */
export function tabBar(front: string, width: number): Line {
	const numbered = tabs.map(({ id, title }, index) => [
		span(id === front ? ` ${index + 1} ${title} ` : ` ${index + 1} ${title} `, id === front ? 'selected' : 'plain'),
	]);
	const plain = tabs.map(({ id, title }) => [span(` ${title} `, id === front ? 'selected' : 'plain')]);
	const index = tabs.findIndex(({ id }) => id === front);
	const alone: Line = [span(` ${index + 1}/${tabs.length} ${tabs[index]?.title ?? ''} `, 'selected')];
	return [numbered.flat(), plain.flat(), alone].find((bar) => lineWidth(bar) <= width) ?? alone;
}
