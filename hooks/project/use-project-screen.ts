import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import type { ScreenSize } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { signOf } from '../fleet/condition.ts';
import type { Scope } from '../keymap/binding.ts';
import { bindingFor, keyOf } from '../keymap.ts';
import { type Line, line, lineWidth, selectLine, span } from '../line.ts';
import { isList, windowOf } from '../list-place.ts';
import { logNote, subjectWords } from '../logs/log-lines.ts';
import type { LogState } from '../logs/log-state.ts';
import { useFeed } from '../logs/use-log-view.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { type FrontTab, frontTab } from './front-tab.ts';
import { placeIn } from './project-state.ts';
import type { Tab } from './tab.ts';
import { tabs } from './tabs.ts';

export interface ProjectScreenView {
	/** As high as the body; above the log if there is one. */
	readonly lines: readonly Line[];
	/** The project whose log fills the rest of the body. */
	readonly log?: string;
}

/** The project screen in lines. */
export function useProjectScreen(body: ScreenSize): ProjectScreenView {
	const state = useConsoleState((all) => all);
	const view = useServerView();
	const front = frontTab(view, state, body);
	useFeed(front?.tab.isLog ? state.log : undefined);
	if (front !== undefined) return { lines: projectLines(front, body, state.log), ...(front.tab.isLog && { log: front.screen.project }) };
	const top = topScreen(state);
	const name = top?.kind === 'project' ? top.project : '';
	const title = panelTitle({ title: name, isFocused: true, width: body.columns });
	return { lines: [title, [], line(`  ${name} is not on this server any more. ${keyOf('back')} goes back.`)] };
}

/** Title, tabs, heading and the window of the tab in front. */
export function projectLines({ screen, tab, facts, content, height }: FrontTab, body: ScreenSize, log?: LogState): readonly Line[] {
	const { columns } = body;
	const { state } = conditionOf(facts.project);
	const sign = signOf(state);
	const seen = tab.isLog && log?.project === screen.project ? log : undefined;
	const window = windowOf(content.rows, placeIn(screen), height);
	const selects = isList(content.rows);
	const shown = content.rows.slice(window.top, window.top + height).map((row, index) => {
		const isSelected = selects && window.top + index === window.index;
		return isSelected ? selectLine([span('›'), ...row.line().slice(1)], columns) : row.line();
	});
	const below = content.rows.length - window.top - shown.length;
	const words = seen === undefined ? releaseWords(facts.project) : logNote(seen);
	const note: Line = [sign, span(` ${state}  `, sign.style), ...words, ...(below > 0 ? [span(`  ↓ ${below} more`, 'accent')] : [])];
	return [
		panelTitle({ title: seen === undefined ? screen.project : subjectWords(seen), isFocused: true, width: columns, note }),
		tabBar(screen.tab, columns),
		...(content.head === undefined ? [] : [content.head]),
		...shown,
	];
}

function releaseWords(project: ProjectSnapshot): Line {
	const { site } = project;
	const { healthy, wanted } = conditionOf(project);
	return site === undefined ? [] : [span(`${site.release} in ${site.berth}  ${healthy}/${wanted}`, 'dim')];
}

/** The names of the tabs with the numbers that open them from here, the one in front in brackets; as much of it as fits. */
export function tabBar(front: string, width: number): Line {
	const index = tabs.findIndex(({ id }) => id === front);
	const scopes: readonly Scope[] = tabs[index]?.isLog ? ['log-lines', 'project'] : ['project'];
	const numbered = ({ title }: Tab, place: number) =>
		bindingFor(String(place + 1), scopes)?.action === 'tab' ? `${place + 1} ${title}` : title;
	const bars = [barOf(index, numbered, ' '), barOf(index, numbered, ''), barOf(index, ({ title }) => title, '')];
	const alone: Line = [span(`[${index + 1}/${tabs.length} ${tabs[index]?.title ?? ''}]`, 'selected')];
	return bars.find((bar) => lineWidth(bar) <= width) ?? alone;
}

function barOf(front: number, words: (tab: Tab, index: number) => string, gap: string): Line {
	const edge = (place: number): Line => {
		if (place === front) return [span(gap), span('[', 'selected')];
		return place === front + 1 ? [span(']', 'selected'), span(gap)] : [span(` ${gap}`)];
	};
	const titles = tabs.map((tab, index) => span(words(tab, index), index === front ? 'selected' : 'plain'));
	return [...titles.flatMap((title, index) => [...edge(index), title]), ...edge(tabs.length)];
}
