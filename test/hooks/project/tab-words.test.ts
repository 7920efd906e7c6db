import { afterEach, expect, it } from 'vitest';
import { remapKeys } from '../../../hooks/keymap.ts';
import { plainText } from '../../../hooks/line.ts';
import { startProjectScreen } from '../../../hooks/project/project-state.ts';
import { findTab } from '../../../hooks/project/tabs.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';

afterEach(() => remapKeys({}));

/** Everything a tab of shop says; its site was not tested, and an operation runs. */
function wordsOf(tab: string): string {
	const view = exampleView();
	const shop = view.snapshot?.projects.find(({ name }) => name === 'shop');
	if (shop === undefined) throw new Error('there is no shop');
	const operation = { id: '1', operation: 'deploy', project: 'shop', user: 'anna', pid: 1, host: 'prod-1', since: exampleNow, alive: true };
	const project = { ...shop, operation, envKeys: [] };
	const screen = { ...startProjectScreen('shop', tab), proxyTest: 'silent' as const };
	const { rows } = findTab(tab).content({ view, project, screen, now: exampleNow }, 200);
	return rows.map((row) => plainText(row.line())).join('\n');
}

it.each([
	['overview', { 'open-row': ['ctrl-o'] }, 'Enter shows it', 'Ctrl-o shows it'],
	['overview', { 'roll-back': ['P'] }, 'B goes back', 'P goes back'],
	['ports', { 'open-row': ['ctrl-o'] }, 'Enter shows those of all projects', 'Ctrl-o shows those of all projects'],
	['ports', { 'ask-again': ['Y'] }, 'r asks again', 'Y asks again'],
	['ports', { certificate: ['P'] }, 'C renews it now', 'P renews it now'],
	['secrets', { secrets: ['Y'] }, 'E adds what is missing', 'Y adds what is missing'],
] as const)('the tab %s names the keys that are in force: %o', (tab, keys, usual, own) => {
	expect(wordsOf(tab)).toContain(usual);
	remapKeys(keys);
	expect(wordsOf(tab)).toContain(own);
	expect(wordsOf(tab)).not.toContain(usual);
});
