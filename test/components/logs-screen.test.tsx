import { afterEach, expect, it, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { themeOf } from '../../components/theme.ts';
import { widthOf } from '../../hooks/line.ts';
import { exampleNow, exampleView } from '../fakes/example-fleet.ts';
import { createFakeControl } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

async function openLogs(columns: number, rows: number, environment: Parameters<typeof themeOf>[0] = { LANG: 'C.UTF-8' }) {
	const store = new FakeServerStore(exampleView());
	const element = (
		<App
			{...createOperatorParts()}
			store={store}
			control={createFakeControl()}
			questions={createFakeQuestions()}
			hostname="prod-1"
			now={() => exampleNow}
			theme={themeOf(environment)}
		/>
	);
	const terminal = openTerminal(element, columns, rows);
	open.push(terminal);
	const shows = (text: string) => vi.waitFor(() => expect(terminal.rows().join('\n')).toContain(text));
	terminal.type('Gl');
	await shows('Logs of shop');
	await vi.waitFor(() => expect(store.logs.feeds).toHaveLength(1));
	return { store, terminal, shows };
}

it.each([
	[80, 24],
	[120, 40],
	[160, 45],
])('fills %i×%i exactly with the newest lines, however long they are', async (columns, rows) => {
	const { store, terminal, shows } = await openLogs(columns, rows);
	store.logs.feed.say(...Array.from({ length: 500 }, (_, index) => `blue-${(index % 3) + 1} line ${index} ${'漢字'.repeat(index % 90)}`));
	await shows('line 499');
	await shows(`line ${500 - rows + 5}`);
	for (const key of ['w', 't', '/99\r', '!', '\u{1B}']) {
		terminal.type(key);
		await vi.waitFor(() => expect(terminal.rows()).toHaveLength(rows));
		expect(terminal.rows().filter((row) => widthOf(row) > columns)).toEqual([]);
	}
});

it('opens one log at a time, and closes it with the screen', async () => {
	const { store, terminal, shows } = await openLogs(80, 24);
	terminal.type('v');
	await vi.waitFor(() => expect(store.logs.feeds.map(({ query }) => query.source)).toEqual(['app', 'access']));
	terminal.type('q');
	await shows('Projects');
	await vi.waitFor(() => expect(store.logs.feeds.map(({ isClosed }) => isClosed)).toEqual([true, true]));
});

it('says in ASCII and without colour whose a line is, and that it is an error', async () => {
	const { store, terminal, shows } = await openLogs(80, 24, { TERM: 'dumb' });
	store.logs.feed.say('blue-1 fine', '!blue-2 ERROR: no');
	await shows('x blue-2 ERROR: no');
	await shows('  blue-1 fine');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with one
	expect(terminal.painted()).not.toMatch(/\u001B\[3[0-7]m/);
});

it("is the same in a project's tab, open only while the tab is in front", async () => {
	const { store, terminal, shows } = await openLogs(80, 24);
	terminal.type('q\r3');
	await shows('[Logs]');
	await vi.waitFor(() => expect(store.logs.feeds.map(({ isClosed }) => isClosed)).toEqual([true, false]));
	store.logs.feed.say(...Array.from({ length: 50 }, (_, index) => `blue-1 line ${index}`));
	await shows('50 lines ● following');
	await shows('blue-1 line 49');
	expect(terminal.rows()).toHaveLength(24);
	terminal.type(']');
	await shows('[4 Releases]');
	await vi.waitFor(() => expect(store.logs.feed.isClosed).toBe(true));
});

it("names the replica whose lines are in a project's tab", async () => {
	const { store, terminal, shows } = await openLogs(80, 24);
	terminal.type('q\r2jl');
	await shows('━ shop blue 2 ━');
	await vi.waitFor(() => expect(store.logs.feed.query).toMatchObject({ berth: 'blue', replica: 2 }));
	terminal.type('l');
	await shows('━ shop ━');
	await vi.waitFor(() => expect(store.logs.feed.query.replica).toBeUndefined());
});
