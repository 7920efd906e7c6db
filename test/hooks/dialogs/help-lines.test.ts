import { describe, expect, it, vi } from 'vitest';
import { activeScopes, topScreen } from '../../../hooks/console-state.ts';
import { helpLines } from '../../../hooks/dialogs/help-lines.ts';
import type { Scope } from '../../../hooks/keymap/binding.ts';
import { keymap } from '../../../hooks/keymap.ts';
import type { Input } from '../../../hooks/keys.ts';
import { plainText } from '../../../hooks/line.ts';
import { examplePlan } from '../../fakes/example-plan.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

/** The way to each place where keys count. */
const ways: Readonly<Record<Scope, readonly Input[]>> = {
	always: [],
	move: [],
	global: [],
	fleet: ['G'],
	plan: ['G', 'D', 'enter'],
	'named-plan': ['G', 'X'],
	operation: ['G', 'O'],
	choose: ['G', 'x'],
	number: ['G', 'S'],
	text: ['/', 's'],
	confirm: ['G', 'O', 'c'],
	help: ['?'],
	shown: ['y', 'enter', 'Y'],
	events: ['e'],
	'log-lines': ['G', 'l'],
	logs: ['G', 'l'],
	project: ['G', 'enter', '4'],
	ports: ['m'],
	health: ['G', 'enter', 'd'],
	wizard: ['N'],
	secrets: ['G', 'E'],
	palette: [':', 'd'],
};

describe('the first words of help', () => {
	it('name the keys that start and confirm', () => {
		expect(helpLines().slice(0, 3).map(plainText).join(' ')).toMatch(
			/^A key that leads to a change shows its plan first, or asks\. Only y, pressed alone,/,
		);
	});

	it('hold for what every key of a change says of itself', () => {
		const all = keymap.filter(({ group }) => group === 'Change');
		const changes = all.filter(({ alone }) => alone !== true);
		expect(changes.map(({ description }) => description).filter((words) => !/\bplan\b|\(asks\)/.test(words))).toEqual([]);
		expect(all.filter(({ alone }) => alone === true).map(({ action }) => action)).toEqual(['start', 'confirm']);
	});

	const pressed = keymap.flatMap((binding) => binding.keys.map((key) => [binding.scope, key, binding] as const));

	it.each(pressed)('hold for what a key does: %s %s', async (scope, key, { alone, group }) => {
		const test = await openPlace(scope);
		const before = seen(test);
		test.press(key);
		await new Promise(setImmediate);
		expect(test.control.asked.length > 0).toBe(alone === true && group === 'Change');
		if (group === 'Change') expect(seen(test)).not.toEqual(before);
	});
});

async function openPlace(scope: Scope): Promise<TestConsole> {
	const test = openTestConsole();
	if (scope === 'named-plan') test.control.plans = [{ ...examplePlan, confirm: 'name' }];
	for (const key of ways[scope]) {
		test.press(key);
		await new Promise(setImmediate);
	}
	await vi.waitFor(() => expect(activeScopes(test.console.get())).toContain(scope));
	if (scope === 'plan') await vi.waitFor(() => expect(topScreen(test.console.get())).toMatchObject({ status: 'ready' }));
	return test;
}

function seen({ console }: TestConsole) {
	const { screens, dialog, message } = console.get();
	return { screens, dialog, message };
}

it('says how a shell names this server', () => {
	expect(helpLines([], '/srv/demo').map(plainText)).toContain('In a shell: berth --root /srv/demo help');
});
