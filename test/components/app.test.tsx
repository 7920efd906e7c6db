import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { type Theme, themeOf } from '../../components/theme.ts';
import { keyLabels, keymap } from '../../hooks/keymap.ts';
import { widthOf } from '../../hooks/line.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { exampleNow, exampleProjects, exampleView, fleetProject } from '../fakes/example-fleet.ts';
import { createFakeControl } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

const sizes = [
	[80, 24],
	[100, 30],
	[120, 40],
	[160, 45],
] as const;

/** The console in a terminal of that size. */
function openApp([columns, rows]: readonly [number, number], view: ServerView = exampleView(), theme?: Theme) {
	const store = new FakeServerStore(view);
	const control = createFakeControl();
	const questions = createFakeQuestions();
	const parts = { store, control, questions, ...createOperatorParts() };
	const element = <App {...parts} hostname="prod-1" now={() => exampleNow} {...(theme && { theme })} />;
	const terminal = openTerminal(element, columns, rows);
	open.push(terminal);
	const shows = (text: string) => vi.waitFor(() => expect(terminal.rows().join('\n')).toContain(text));
	return { store, control, terminal, shows };
}

/** Every row is there and none is longer than the screen. */
function expectWholeFrame(terminal: FakeTerminal, columns: number, rows: number): void {
	expect(terminal.rows()).toHaveLength(rows);
	expect(terminal.rows().filter((row) => widthOf(row) > columns)).toEqual([]);
}

it('shows what was copied in rows that have nothing else on them', async () => {
	const { terminal, shows } = openApp([80, 24]);
	terminal.type('y');
	await shows('Copy');
	terminal.type('\r');
	await shows('Y shows it');
	terminal.type('Y');
	await shows('to select by hand');
	expect(terminal.rows().filter((row) => row.includes('http://blog.example'))).toEqual(['http://blog.example']);
	expectWholeFrame(terminal, 80, 24);
});

it('shows a project that is half removed and has no directory any more, in the list and in every tab', async () => {
	const view = exampleView();
	const nothing = { replicas: [], services: [], releases: [], composeFiles: {} };
	const operation = { id: '1', operation: 'remove', project: 'away', user: 'ann', pid: 1, host: 'prod-1', since: exampleNow, alive: false };
	const away = { name: 'away', directory: '/opt/projects/away', ...nothing, operation };
	const snapshot = view.snapshot && { ...view.snapshot, projects: [away] };
	const { terminal, shows } = openApp([80, 24], { ...view, ...(snapshot && { snapshot }) });
	await shows('remove stopped half-way');
	terminal.type('\r');
	await shows('remove by ann was interrupted; `berth resume away` finishes');
	for (let tab = 0; tab < 8; tab++) {
		terminal.type(']');
		await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain('away'));
		expectWholeFrame(terminal, 80, 24);
	}
});

describe.each(sizes)('the console at %i×%i', (columns, rows) => {
	it('fills the screen exactly, on every screen and in every dialog', async () => {
		const { terminal, shows } = openApp([columns, rows]);
		expectWholeFrame(terminal, columns, rows);
		for (const [keys, text] of [
			['?', 'Keys'],
			['q', 'Projects'],
			['GS', 'Scale shop'],
			['qD', 'Deploy shop'],
			['\r', 'Start this on prod-1 for shop?'],
			['d', '@@ -1,1'],
			['y', 'Its runner is starting'],
			['qE', 'Secrets of shop'],
			['qNnews\rnews.example\r', 'Where does its image come from?'],
			['\u{1B}[F', 'Enter shows the plan'],
			['\r', 'Start this on prod-1'],
		] as const) {
			terminal.type(keys);
			await shows(text);
			expectWholeFrame(terminal, columns, rows);
		}
	});

	it('fills the screen exactly, on every tab of a project, on the port map and on the card of a replica', async () => {
		const { terminal, shows } = openApp([columns, rows]);
		for (const [keys, text] of [
			['G\r', 'Health check'],
			['2', 'blue 3'],
			['3', '[app]'],
			[']', 'ROLL BACK'],
			['5', 'the configuration on disk is valid'],
			['6', 'SECRET_KEY'],
			['7', 'FAILED REQUESTS'],
			['m', 'Port map'],
			['qd', 'First error'],
		] as const) {
			terminal.type(keys);
			await shows(text);
			expectWholeFrame(terminal, columns, rows);
		}
	});

	it('fills the screen exactly with the menu of actions and with the palette', async () => {
		const { terminal, shows } = openApp([columns, rows]);
		for (const [keys, text] of [
			['x', 'Actions for blog'],
			['q:deploy s', 'deploy shop'],
			['\u{15}no such thing', 'Nothing is called that'],
		] as const) {
			terminal.type(keys);
			await shows(text);
			expectWholeFrame(terminal, columns, rows);
		}
	});

	it('cuts no name', () => {
		const long = 'a-project-with-the-longest-name-there-is'.slice(0, 39);
		const { terminal } = openApp(
			[columns, rows],
			exampleView([...exampleProjects, fleetProject({ name: long, id: 9, release: 'v1', healths: ['healthy'] })]),
		);
		for (const name of [...exampleProjects.map((project) => project.name), long]) expect(terminal.rows().join('\n')).toContain(` ${name} `);
	});
});

it('keeps the two columns of panes apart, however long the lines of the left one are', async () => {
	const view = exampleView();
	const project = exampleProjects.map(({ name }) => name).sort()[0] ?? '';
	const audit = view.audit.map((entry) => ({ ...entry, project, title: `Deploy ${project} ${'a long way '.repeat(20)}` }));
	const { terminal, shows } = openApp([120, 40], { ...view, audit });
	await shows('a long way');
	const rows = terminal.rows();
	const [top, left] = rows.reduce((found, row, index) => (row.includes('3 Traffic') ? [index, row.indexOf('─ 3 Traffic')] : found), [0, 0]);
	expect(left).toBeGreaterThan(0);
	const gaps = rows.slice(top, -2).map((row) => row.slice(left - 2, left).trim());
	expect(new Set(gaps)).toEqual(new Set(['']));
});

it('makes no frame of what is not seen: numbers that look the same, and a second that has passed', async () => {
	const { store, terminal, shows } = openApp([120, 40]);
	await shows('shop');
	const beat = async (cpu: number) => {
		const before = store.get();
		store.set({ ...before, usage: Object.fromEntries(Object.entries(before.usage).map(([id, usage]) => [id, { ...usage, cpu }])) });
		await new Promise((resolve) => setTimeout(resolve, 50));
	};
	await beat(1.01);
	const frames = terminal.frames();
	await beat(1.02);
	expect(terminal.frames()).toBe(frames);
	await beat(2);
	expect(terminal.frames()).toBeGreaterThan(frames);
});

describe('the console', () => {
	it('shows the live panes of the selected project beside the list from 100 columns on', async () => {
		const { terminal, shows } = openApp([120, 40]);
		terminal.type('G');
		await shows('blue 3');
		for (const title of ['Replicas', 'Traffic', 'Services', 'Ports', 'Last operations'])
			expect(terminal.rows().join('\n')).toContain(title);
	});

	it('shows a pane alone at 80×24 when it is asked for', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('G2');
		await shows('Replicas');
		expect(terminal.rows().join('\n')).not.toContain('mail-gateway');
	});

	it('answers keys that came in one write', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('jjjjjD');
		await shows('Deploy muscle-up');
	});

	it('takes an arrow that came in pieces for an arrow, not for Esc', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('/c\r');
		await shows('/c ');
		terminal.type('\u{1B}');
		await new Promise(setImmediate);
		terminal.type('[');
		await new Promise(setImmediate);
		terminal.type('B');
		await vi.waitFor(() => expect(terminal.rows().find((row) => row.startsWith('›'))).toContain('docs'));
		expect(terminal.rows().join('\n')).toContain('/c ');
	});

	it('lets pasted text be text in a filter and nothing elsewhere', async () => {
		const { terminal, control, shows } = openApp([80, 24]);
		terminal.type('\u{1B}[200~GD\ry\u{1B}[201~');
		terminal.type('/');
		await shows('Filter:');
		terminal.type('\u{1B}[200~shop\u{1B}[201~');
		await shows('/shop  1 of 7');
		expect(control.planned).toEqual([]);
	});

	it('lists every key of the table in help', async () => {
		const { terminal, shows } = openApp([120, 300]);
		terminal.type('?');
		await shows('Keys');
		const text = terminal.rows().join('\n');
		expect(keymap.filter((binding) => !text.includes(keyLabels(binding)) || !text.includes(binding.description))).toEqual([]);
	});

	it('says at 80×24 in the list what is wrong with a project', async () => {
		const { shows } = openApp([80, 24]);
		await shows('GET /health answered 500');
	});

	it('draws what changes on the server', async () => {
		const { store, shows } = openApp([80, 24]);
		store.set(exampleView([fleetProject({ name: 'new-one', id: 1, release: 'v1', healths: ['unhealthy'] })]));
		await shows('✕ 1 down');
		await shows('new-one');
	});

	it('keeps the last data when the engine is gone, says why, and how old it is', async () => {
		const { store, terminal, shows } = openApp([120, 40]);
		store.set({ ...exampleView(), trouble: 'connection refused', freshAt: exampleNow - 14_000 });
		await shows('No answer from Docker for 14 s, trying again: connection refused');
		await shows('data 14 s old');
		expect(terminal.rows().join('\n')).toContain('hubnity-backend');
		expectWholeFrame(terminal, 120, 40);
	});

	it('names a running operation on the top line of every screen', async () => {
		const operation = {
			id: '1',
			operation: 'deploy',
			project: 'shop',
			user: 'ci',
			pid: 1,
			host: 'prod-1',
			since: exampleNow - 12_000,
			alive: true,
		};
		const { terminal, shows } = openApp(
			[80, 24],
			exampleView(exampleProjects.map((one) => (one.name === 'shop' ? { ...one, operation } : one))),
		);
		await shows('deploy shop 12 s ci');
		terminal.type('GO');
		await shows('Operation');
		expect(terminal.rows()[0]).toContain('deploy shop');
	});

	it('leads from a list with an ill project to what to do about it, by keys that the screen names', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('jjj');
		await shows('Enter open');
		terminal.type('\r');
		await shows('GET /health answered 500 (1 replica not healthy)');
		expect(terminal.rows().at(-1)).toContain('d why');
		terminal.type('d');
		await shows('It answers GET /health with 500: the app runs, but fails');
		await shows('roll back to v111');
	});

	it('leaves the screen of a project that is removed meanwhile', async () => {
		const { store, terminal, shows } = openApp([80, 24]);
		terminal.type('G\r');
		await shows('Health check');
		store.set(exampleView(exampleProjects.slice(0, 2)));
		await shows('shop is not on this server any more. Esc goes back.');
		terminal.type('\u{1B}');
		await shows('Projects');
	});

	it('shows marks in front of the names and says what they are for', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('j jj ');
		await shows('✓ 2 marked');
		const rows = terminal
			.rows()
			.slice(0, -2)
			.filter((row) => /^[› ]✓/.test(row));
		expect(rows).toEqual([expect.stringContaining(' chat '), expect.stringContaining(' hubnity-backend ')]);
		expect(terminal.rows().at(-2)).toContain('2 projects marked');
	});

	it('names the ways to everything else on the narrowest screen', () => {
		const { terminal } = openApp([80, 24]);
		expect(terminal.rows().at(-1)).toMatch(/^ D deploy .* x actions {2}: palette {2}\? help/);
	});

	it('lists in help the keys of the present screen first', async () => {
		const { terminal, shows } = openApp([80, 24]);
		terminal.type('GD\r');
		await shows('Start this on');
		terminal.type('?');
		await shows('Keys');
		expect(terminal.rows().slice(0, 12).join('\n')).toContain('start the plan that is shown');
	});

	it('says what to do when there is nothing', () => {
		const { terminal } = openApp([80, 24], exampleView([]));
		expect(terminal.rows().join('\n')).toContain('berth new <name>');
	});

	it('follows the size of the terminal', async () => {
		const { terminal } = openApp([80, 24]);
		terminal.resize(140, 50);
		await vi.waitFor(() => expectWholeFrame(terminal, 140, 50));
		terminal.resize(80, 24);
		await vi.waitFor(() => expectWholeFrame(terminal, 80, 24));
	});

	it('writes nothing but ASCII and no style in a dumb terminal', async () => {
		const { terminal, shows } = openApp([120, 40], exampleView(), themeOf({ TERM: 'dumb' }));
		terminal.type('GD\r');
		await shows('Start this on');
		expect(terminal.painted()).toMatch(/^[\n -~]*$/);
	});

	it('ends when the operator quits', async () => {
		const { terminal } = openApp([80, 24]);
		terminal.type('q');
		await expect(terminal.ended).resolves.toBeUndefined();
	});
});
