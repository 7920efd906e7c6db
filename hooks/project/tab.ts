import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { Console } from '../console.ts';
import type { Line } from '../line.ts';
import type { ProjectScreen } from './project-state.ts';

/** What a tab is drawn from. */
export interface TabFacts {
	readonly view: ServerView;
	readonly project: ProjectSnapshot;
	readonly screen: ProjectScreen;
	/** Epoch ms. */
	readonly now: number;
}

/** One row of a tab, drawn only if it is in the window. */
export interface TabRow {
	/** Of a row that can be selected, whose line begins with a blank cell; rows of a text have none. */
	readonly id?: string | undefined;
	line(): Line;
}

/** A tab's text. Rows may be more than fit: the window is cut out of them. */
export interface TabContent {
	/** Heading of the columns; stays where it is. */
	readonly head?: Line;
	readonly rows: readonly TabRow[];
}

/** What Enter opens. */
export type Target =
	| { readonly kind: 'operation'; readonly id: string }
	| { readonly kind: 'container'; readonly name: string; readonly port?: number }
	| { readonly kind: 'ports' };

/** One tab of a project: a new one is a file with such a record, and a line in the list of tabs. */
export interface Tab {
	readonly id: string;
	readonly title: string;
	/** The project's log is drawn in it instead of rows. */
	readonly isLog?: true;
	content(facts: TabFacts, width: number): TabContent;
	/** What Enter opens while the row with that id is selected. */
	target?(facts: TabFacts, selected: string | undefined): Target | undefined;
	/** What is asked when the tab comes to the front, and again by `r`. */
	ask?(console: Console): Promise<void>;
}
