import type { Tab } from './tab.ts';
import { historyTab } from './tabs/history-tab.ts';
import { logsTab } from './tabs/logs-tab.ts';
import { overviewTab } from './tabs/overview-tab.ts';
import { portsTab } from './tabs/ports-tab.ts';
import { releasesTab } from './tabs/releases-tab.ts';
import { replicasTab } from './tabs/replicas-tab.ts';
import { secretsTab } from './tabs/secrets-tab.ts';

/** All tabs of a project, in the order of `[ ]` and of the number keys. */
export const tabs: readonly Tab[] = [overviewTab, replicasTab, logsTab, releasesTab, portsTab, secretsTab, historyTab];

/** The tab with that id; the first for an id that is none. */
export function findTab(id: string): Tab {
	return tabs.find((tab) => tab.id === id) ?? overviewTab;
}

/** The tab beside that one (`by` 1 or -1), round and round. */
export function tabBeside(id: string, by: number): Tab {
	const index = tabs.findIndex((tab) => tab.id === id) + by + tabs.length;
	return tabs[index % tabs.length] ?? overviewTab;
}
