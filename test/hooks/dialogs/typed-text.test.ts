import { describe, expect, it, vi } from 'vitest';
import { activeScopes } from '../../../hooks/console-state.ts';
import { dialogText } from '../../../hooks/dialogs/dialog-lines.ts';
import { plainText } from '../../../hooks/line.ts';
import { examplePlan } from '../../fakes/example-plan.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const isTyping = ({ console }: TestConsole) => activeScopes(console.get()).includes('text');

function opened(...keys: readonly string[]): TestConsole {
	const test = openTestConsole();
	test.press(...keys);
	return test;
}

/** The box that wants the name of the project typed, over the plan to remove it. */
async function openName(): Promise<TestConsole> {
	const test = openTestConsole();
	test.control.plans = [{ ...examplePlan, confirm: 'name' }];
	test.press('G', 'X');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ status: 'ready' }));
	test.press('y');
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
