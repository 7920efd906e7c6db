import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { themeOf } from '../../components/theme.ts';
import { quietTime } from '../../hooks/handle-keys.ts';
import { exampleNow, exampleProjects, exampleView } from '../fakes/example-fleet.ts';
import { createFakeControl, finished } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

const plain = [
	['NO_COLOR', { NO_COLOR: '1', LANG: 'C.UTF-8' }],
	['TERM=dumb', { TERM: 'dumb', LANG: 'C.UTF-8' }],
	['LANG=C', { LANG: 'C' }],
] as const;

describe.each(plain)('with %s', (_, environment) => {
	it('every screen and dialog is made of ASCII, with no sign, line or chart that has no letter for it', async () => {
		const store = new FakeServerStore(exampleView());
		const control = createFakeControl();
		let now = exampleNow;
		const parts = { store, control, questions: createFakeQuestions(), hostname: 'prod-1', now: () => now };
		const terminal = openTerminal(<App {...parts} {...createOperatorParts()} theme={themeOf(environment)} />, 120, 40);
		open.push(terminal);
		const frames: string[] = [];
		const see = async (keys: string, text: string) => {
			now += 2 * quietTime;
			terminal.type(keys);
			await vi.waitFor(() => expect(terminal.rows().join('\n')).toContain(text));
			frames.push(terminal.rows().join('\n'));
		};
		await see('', 'Projects');
		await see('?', 'Keys');
		await see('G', 'one page of lines up');
		await see('q', 'Projects');
		await see('G', 'blue 3');
		await see('s', 'Shell in a replica');
		await see('q', 'Last operations');
		await see('3+', 'req/s');
		await see('_1/zzz\r', 'No project matches');
		await see('\u{1B}', 'muscle-up');
		await see('o', 'Sort projects by');
		await see('qy', 'log command');
		await see('qS', 'Scale');
		await see('qD', 'Deploy');
		await see('\r', 'Start this on prod-1');
		await see('d', '@@');
		await see('y', 'Its runner is starting');
		control.tell({ at: exampleNow, kind: 'started', pid: 1, resumed: false });
		control.tell({ at: exampleNow, kind: 'doing', step: 0 });
		await see('', 'Running for');
		control.tell(finished('failed', { failure: { kind: 'external', what: 'shop v42 never became healthy' } }));
		await see('', 'never became healthy');
		store.set({ ...exampleView(exampleProjects.slice(0, 0)), trouble: 'connection refused' });
		await see('q', 'No answer from Docker');
		const unknown = frames.flatMap((frame) => [...frame].filter((character) => !/[\n -~]/.test(character)));
		expect(unknown).toEqual([]);
		// A sign without a letter of its own is drawn as `?`, which only help and the footer have.
		const questions = frames.flatMap((frame) =>
			frame.split('\n').filter((row) => /\?/.test(row) && !/\? help|help|\? {2}|Start this on|Cancel:/.test(row)),
		);
		expect(questions).toEqual([]);
	}, 30_000);
});
