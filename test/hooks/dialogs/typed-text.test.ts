import { describe, expect, it, vi } from 'vitest';
import { activeScopes, openQuestions } from '../../../hooks/console-state.ts';
import { dialogText } from '../../../hooks/dialogs/dialog-lines.ts';
import { quietTime } from '../../../hooks/handle-keys.ts';
import type { KeyName } from '../../../hooks/keys.ts';
import { plainText } from '../../../hooks/line.ts';
import { confirmLines } from '../../../hooks/plan/confirm-lines.ts';
import { examplePlan } from '../../fakes/example-plan.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const isTyping = ({ console }: TestConsole) => activeScopes(console.get()).includes('text');

function opened(...keys: readonly string[]): TestConsole {
	const test = openTestConsole();
	test.press(...keys);
	return test;
}

/** The plan to remove a project. */
async function openNamedPlan(): Promise<TestConsole> {
	const test = openTestConsole();
	test.control.plans = [{ ...examplePlan, confirm: 'name' }];
	test.press('G', 'X');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ status: 'ready' }));
	return test;
}

/** The box that wants the name of the project typed, over the plan to remove it. */
async function openName(): Promise<TestConsole> {
	const test = await openNamedPlan();
	test.press('y');
	return test;
}

async function openPlan(): Promise<TestConsole> {
	const test = opened('G', 'D', 'enter');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ status: 'ready' }));
	return test;
}

/** The question before a running operation is cancelled. */
async function openCancel(): Promise<TestConsole> {
	const test = await openPlan();
	test.press('y');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'operation' }));
	test.wait(quietTime + 1);
	test.press('c');
	return test;
}

/** Everything of the console that text is typed into. */
const places: Readonly<Record<string, () => Promise<TestConsole>>> = {
	'the name that confirms a loss': openName,
	'the filter of the fleet': async () => opened('G', '/'),
	'the filter of events': async () => opened('e', '/'),
	'the search of a log': async () => opened('G', 'l', '/'),
	'the filter of a log': async () => opened('G', 'l', '&'),
	palette: async () => opened(':'),
	'an answer about a new project': async () => opened('N'),
};

describe.each(Object.entries(places))('what is typed into %s', (_, open) => {
	it.each(['shopx\rs', 'shop\rXD', 'x\rqqy', 'é\rRyyB'])('never becomes keys: %j', async (text) => {
		const test = await open();
		expect(isTyping(test)).toBe(true);
		const screens = test.console.get().screens.map(({ kind }) => kind);
		test.pressTogether(...[...text].map((character) => (character === '\r' ? 'enter' : character)));
		expect(test.operator.ran).toEqual([]);
		expect(test.control.asked).toEqual([]);
		expect(test.terminalCalls).toEqual([]);
		const now = test.console.get().screens.map(({ kind }) => kind);
		// Enter itself may lead on; nothing typed after it may.
		expect([screens.length, screens.length + 1]).toContain(now.length);
		expect(test.control.planned.filter(({ kind }) => kind === 'remove').length).toBeLessThanOrEqual(screens.includes('plan') ? 1 : 0);
	});
});

describe('a wrong name for what cannot be undone', () => {
	it('keeps the box, says what is wrong, and lets go on typing', async () => {
		const test = await openName();
		test.press(...'shopx', 'enter');
		const { dialog } = test.console.get();
		expect(dialog).toMatchObject({ kind: 'type', text: 'shopx', problem: 'shopx is not shop: nothing was started' });
		const body = { columns: 80, rows: 21 };
		const lines = dialog && dialogText(dialog, test.server.get(), body).lines.map(plainText);
		expect(lines).toContain('shopx is not shop: nothing was started');
		test.press('s');
		expect(test.console.get().dialog).toMatchObject({ text: 'shopxs', problem: undefined });
		expect(test.operator.ran).toEqual([]);
		test.press('backspace', 'backspace', 'enter');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
	});
});

/** Letter by letter, each in a read of its own, as fast as one types. */
function type(test: TestConsole, word: string): void {
	for (const key of word) {
		test.wait(quietTime / 5);
		test.press(key);
	}
}

/** Everything that waits for an answer, and the keys that leave it as it is. */
const questions: Readonly<Record<string, { readonly open: () => Promise<TestConsole>; readonly leave: readonly KeyName[] }>> = {
	'a plan': { open: openPlan, leave: ['enter', 'esc', 'q', 'ctrl-c'] },
	'a plan that wants a name': { open: openNamedPlan, leave: ['esc', 'q', 'ctrl-c'] },
	'the name of a project': { open: openName, leave: ['esc', 'ctrl-c'] },
	'a version': {
		open: async () => opened('G', 'D', 'G', 'enter'),
		leave: ['esc', 'ctrl-c'],
	},
	'a question': { open: openCancel, leave: ['esc', 'q', 'n', 'enter', 'ctrl-c'] },
};

const left = Object.entries(questions).flatMap(([name, { open, leave }]) => leave.map((key) => [name, key, open] as const));

describe('what is typed after a question was left', () => {
	it.each(left)('opens no shell and starts nothing: %s, left by %s', async (_, key, open) => {
		for (const word of ['shop', 'sysadmin', 'yes', 'syslog', 'css']) {
			const test = await open();
			const before = [...test.control.asked];
			expect(openQuestions(test.console.get())).toBeGreaterThan(0);
			test.press(key);
			type(test, word);
			test.press('enter');
			await new Promise(setImmediate);
			expect([word, test.operator.ran]).toEqual([word, []]);
			expect([word, test.control.asked]).toEqual([word, before]);
		}
	});

	it('counts again after a moment', async () => {
		const test = await openPlan();
		test.press('esc', 'g', 's');
		expect(test.console.get().message?.text).toBe('s: came right after other keys and was ignored: press it alone');
		test.wait(quietTime + 1);
		test.press('s');
		await vi.waitFor(() => expect(test.operator.ran).toHaveLength(1));
	});
});

describe('a name that is typed on the plan itself', () => {
	it.each([openPlan, openNamedPlan])('opens no shell and starts nothing, and is told what to press', async (open) => {
		for (const word of ['shop', 'sysadmin', 'css', 'sy']) {
			const test = await open();
			type(test, word);
			await new Promise(setImmediate);
			expect([word, test.operator.ran, test.control.asked]).toEqual([word, [], []]);
		}
		const test = await open();
		test.press('p');
		expect(test.console.get().message?.text).toBe(
			open === openPlan ? 'p is no answer: y starts it, Enter goes back' : 'p is no answer: Enter asks for the name, Esc goes back',
		);
	});

	it('is asked for by Enter, and starts the plan', async () => {
		const test = await openNamedPlan();
		const screen = test.console.get().screens.at(-1);
		const words = screen?.kind === 'plan' ? confirmLines(screen, 'prod-1', test.server.get().snapshot).map(plainText) : [];
		expect(words.at(-1)).toBe(' [ Cancel ] Esc      Enter or y, then the name of the project, starts it');
		test.press('enter', ...'shop');
		expect(test.console.get().dialog).toMatchObject({ kind: 'type', text: 'shop' });
		expect(test.control.asked).toEqual([]);
		test.press('enter');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
	});
});

it('opens no shell by a name that comes in one read', () => {
	const test = opened('G');
	test.pressTogether(...'shop');
	expect(test.operator.ran).toEqual([]);
	expect(test.console.get().dialog).toBeUndefined();
});
