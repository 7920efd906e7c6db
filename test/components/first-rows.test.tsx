import { afterEach, describe, expect, test, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { firstRows } from '../../components/first-rows.ts';
import { themeOf } from '../../components/theme.ts';
import { remapKeys } from '../../hooks/keymap.ts';
import { defaultPreferences } from '../../source/config/preferences.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { exampleNow, exampleView } from '../fakes/example-fleet.ts';
import { createFakeControl } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
	remapKeys({});
});

const views: Readonly<Record<string, ServerView>> = {
	'a server with projects': exampleView(),
	'one without': exampleView([]),
	'one whose engine is away': { ...exampleView(), trouble: 'connect ENOENT /var/run/docker.sock' },
};
const environments = { 'in colour': { LANG: 'C.UTF-8' }, 'in ASCII': { NO_COLOR: '1', LANG: 'C.UTF-8' } };
const sizes = [
	[40, 8],
	[80, 24],
	[120, 40],
	[160, 45],
] as const;
const cases = Object.keys(views).flatMap((view) =>
	Object.keys(environments).flatMap((look) => sizes.map(([columns, rows]) => ({ view, look, columns, rows }))),
);

describe('the rows that are painted before Ink is loaded', () => {
	test.each(cases)('are those of the console: $view $look, $columns × $rows', async ({ view: name, look, columns, rows }) => {
		const view = views[name] ?? exampleView();
		const environment = environments[look as keyof typeof environments];
		const preferences = { ...defaultPreferences, sort: 'cpu', keys: { help: ['ctrl-g'] } };
		const facts = { view, preferences, hostname: 'prod-1', now: exampleNow, size: { columns, rows } };
		const painted = firstRows(facts, environment);
		const parts = { store: new FakeServerStore(view), control: createFakeControl(), questions: createFakeQuestions() };
		const app = { ...parts, ...createOperatorParts(), preferences, theme: themeOf(environment), hostname: 'prod-1', now: () => exampleNow };
		const terminal = openTerminal(<App {...app} />, columns, rows);
		open.push(terminal);
		await vi.waitFor(() => expect(terminal.rows()[0]).toContain('Berth'));
		const drawn = terminal.rows().slice(0, painted.length);
		expect(painted.map(withoutStyle)).toEqual(drawn.map((row) => row.trimEnd()));
		expect(painted.length).toBeGreaterThan(0);
		expect(painted.length).toBeLessThanOrEqual(rows);
	});
});

function withoutStyle(row: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: what styles a text begins with one
	return row.replace(/\u{1B}\[[\d;]*m/gu, '').trimEnd();
}
