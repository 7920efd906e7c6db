import type { Release } from '../../source/model/release.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { bodyOf } from '../move.ts';
import { type FrontTab, frontTab } from './front-tab.ts';
import { releasesTab, rollbackObstacle } from './tabs/releases-tab.ts';

/** The tab that the operator is in now. */
export function currentTab(console: Console): FrontTab | undefined {
	return frontTab(console.server.get(), console.get(), bodyOf(console));
}

/** The release that is selected, if the list of releases is in front. */
export function selectedRelease(console: Console): Release | undefined {
	const front = currentTab(console);
	if (front?.tab.id !== releasesTab.id) return undefined;
	return front.facts.project.releases.find(({ version }) => version === front.selected);
}

/** Why `B` does nothing with the selected release. */
export function selectedObstacle(console: Console, project: ProjectSnapshot): string | undefined {
	const release = selectedRelease(console);
	return release && rollbackObstacle(project, release);
}
