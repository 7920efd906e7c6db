import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { fullTheme, paint, themeOf } from '../../components/theme.ts';
import { line } from '../../hooks/line.ts';
import { exampleNow, exampleView } from '../fakes/example-fleet.ts';
import { createFakeControl, finished } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { commandsIn, hostileText, hostileTexts, withHostileTexts } from '../fakes/hostile-texts.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

/** The console's own looks and Ink's ends of them; and beside frames the title, the bell, and that what is pasted is told apart. */
const esc = '\u{1B}';
const ownLooks = new RegExp(`${esc}\\[(?:(?:0|[127]|2[27]|3\\d);?)*m`, 'g');
const ownAsides = new RegExp(`${esc}\\[\\?2004h|${esc}\\[2[23];2t|${esc}\\]2;[^${esc}\u{7}]*\u{7}|\u{7}`, 'g');

function openHostileConsole() {
	const store = new FakeServerStore(withHostileTexts(exampleView()));
	const control = createFakeControl();
	control.plans = control.plans.map(withHostileTexts);
	const questions = createFakeQuestions();
	if (!(questions.diagnosis instanceof Error)) questions.diagnosis = withHostileTexts(questions.diagnosis);
	const parts = { store, control, questions, hostname: `prod-1 ${hostileText}`, now: () => exampleNow };
	const terminal = openTerminal(<App {...parts} {...createOperatorParts()} theme={fullTheme} />, 120, 40);
	open.push(terminal);
	return { store, control, terminal };
}

describe('a console full of commands to the terminal', () => {
	it.each([
		['the fleet', [['', 'Projects']]],
		[
			'its panes',
			[
				['3+', 'req/s'],
				['_2+', 'Replicas'],
				['_6+', 'Last operations'],
			],
		],
		[
			'the tabs of a project',
			[
				['G\r', '[1 Overview]'],
				['2', '[2 Replicas]'],
				['4', '[4 Releases]'],
				['5', '[5 Ports'],
				['6', '[6 Secrets]'],
				['7', '[7 History]'],
			],
		],
		[
			'a diagnosis',
			[
				['jjj\r', '[1 Overview]'],
				['d', 'What was found'],
			],
		],
		['events', [['e', 'Events and audit']]],
		['the port map', [['m', 'Port map']]],
		['secrets', [['GE', 'Secrets of shop']]],
		['what can be copied', [['Gy', 'Copy']]],
		['the releases to deploy', [['GD', 'Deploy shop']]],
		[
			'the palette',
			[
				[':', 'Palette'],
				['hostile', 'hostile'],
			],
		],
		[
			'a plan and its diffs',
			[
				['GD', 'Deploy shop'],
				['\r', 'Start this on'],
				['d', '@@'],
			],
		],
	] as const)('shows none of them: %s', async (_name, walk) => {
		const { terminal } = openHostileConsole();
		for (const [keys, text] of walk) {
			terminal.type(keys);
			await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain(text));
			expectOwn(terminal);
		}
		expect(terminal.rows().join('\n')).toContain('hostile');
	});

	it('shows none of them in logs, searched and wrapped', async () => {
		const { terminal, store } = openHostileConsole();
		terminal.type('Gl');
		await vi.waitFor(() => expect(store.logs.feeds).toHaveLength(1));
		store.logs.feed.set({
			state: 'following',
			received: 9,
			entries: hostileTexts.map((text, at) => ({ at, from: text, text, kind: 'plain' })),
		});
		await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain('hostile'));
		expectOwn(terminal);
		terminal.type('w/hostile\r');
		await vi.waitFor(() => expect(terminal.painted()).toContain('\u{1B}[7mhostile'));
		expectOwn(terminal);
	});

	it('shows none of them in an operation that runs and fails', async () => {
		const { terminal, control } = openHostileConsole();
		terminal.type('GD\r');
		await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain('Start this on'));
		terminal.type('y');
		await vi.waitFor(() => expect(control.asked).toEqual(['start']));
		const failure = withHostileTexts({ kind: 'external', what: 'It broke', why: 'why', next: 'next', output: ['last'] } as const);
		control.tell({ at: exampleNow, kind: 'started', pid: 1, resumed: false });
		control.tell({ at: exampleNow, kind: 'doing', step: 0 });
		for (const text of hostileTexts) control.tell({ at: exampleNow, kind: 'line', step: 0, text });
		await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain('Running for'));
		expectOwn(terminal);
		control.tell({ at: exampleNow, kind: 'failed', step: 0, failure });
		control.tell(finished('failed', { failure }));
		await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain('It broke'));
		expectOwn(terminal);
	});

	it('paints one row for one line, in any terminal', () => {
		for (const environment of [{ LANG: 'C.UTF-8' }, { NO_COLOR: '1' }, { TERM: 'dumb' }, { LANG: 'C' }]) {
			for (const text of hostileTexts)
				expect(commandsIn(paint(line(text, 'bad'), 80, themeOf(environment)).replace(ownLooks, ''))).toEqual([]);
		}
	});
});

function expectOwn(terminal: FakeTerminal): void {
	expect(terminal.painted().replace(ownLooks, '').split('\n').flatMap(commandsIn)).toEqual([]);
	expect(terminal.aside().replace(ownAsides, '')).toBe('');
}
