import { findProject } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import type { ConsoleState } from '../console-state.ts';
import { topScreen } from '../console-state.ts';
import { selectedId } from '../list-place.ts';
import { type ProjectScreen, placeIn } from './project-state.ts';
import type { Tab, TabContent, TabFacts } from './tab.ts';
import { findTab } from './tabs.ts';

/** Rows above a tab's own: the title and the names of the tabs. */
export const rowsAround = 2;

/** The project screen in front, with all that its tab shows. */
export interface FrontTab {
	readonly screen: ProjectScreen;
	readonly tab: Tab;
	readonly facts: TabFacts;
	readonly content: TabContent;
	/** Rows of the window. */
	readonly height: number;
	/** The id of the selected row, if its rows are selected. */
	readonly selected: string | undefined;
}

/** The tab in front; `undefined` if no project's screen is, or its project is gone. */
export function frontTab(view: ServerView, state: ConsoleState, body: ScreenSize): FrontTab | undefined {
	const screen = topScreen(state);
	if (screen?.kind !== 'project' || view.snapshot === undefined) return undefined;
	const project = findProject(view.snapshot, screen.project);
	if (project === undefined) return undefined;
	const tab = findTab(screen.tab);
	const facts: TabFacts = { view, project, screen, now: state.now };
	const content = tab.content(facts, body.columns);
	const height = Math.max(1, body.rows - rowsAround - (content.head === undefined ? 0 : 1));
	return { screen, tab, facts, content, height, selected: selectedId(content.rows, placeIn(screen)) };
}
