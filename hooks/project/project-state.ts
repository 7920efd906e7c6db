import type { ProxyTest } from '../../source/model/snapshot.ts';
import { type ListPlace, startPlace } from '../list-place.ts';

/** One project on the whole screen. */
export interface ProjectScreen {
	readonly kind: 'project';
	readonly project: string;
	/** Id of the tab in front. */
	readonly tab: string;
	/** Where the operator is in each tab that was moved in. */
	readonly places: Readonly<Record<string, ListPlace>>;
	/** What the proxy said of its configuration; `silent` if it could not be asked, absent until it has answered. */
	readonly proxyTest?: ProxyTest | 'silent';
}

/** A project's screen as it opens. */
export function startProjectScreen(project: string, tab: string): ProjectScreen {
	return { kind: 'project', project, tab, places: {} };
}

/** Id of the tab that shows the project's log. */
export const logTab = 'logs';

/** True for a project's screen with its log in front. */
export function isLogTab(screen: { readonly kind: string; readonly tab?: string } | undefined): boolean {
	return screen?.kind === 'project' && screen.tab === logTab;
}

/** The place in the tab that is in front. */
export function placeIn({ places, tab }: ProjectScreen): ListPlace {
	return places[tab] ?? startPlace;
}
