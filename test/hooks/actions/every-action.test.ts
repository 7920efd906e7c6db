import { describe, expect, it, vi } from 'vitest';
import { actionEntries } from '../../../hooks/actions/action-entries.ts';
import { activeScopes } from '../../../hooks/console-state.ts';
import type { ChooseDialog, PaletteDialog } from '../../../hooks/dialogs/dialog.ts';
import { handlers } from '../../../hooks/handlers.ts';
import type { Scope } from '../../../hooks/keymap/binding.ts';
import { bindingFor, keymap } from '../../../hooks/keymap.ts';
import type { KeyName } from '../../../hooks/keys.ts';
import type { Replica } from '../../../source/model/replica.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

/** Places that are open for one answer and closed by it: what they do is done in them. */
const dialogs: readonly Scope[] = ['choose', 'number', 'text', 'confirm', 'help', 'shown', 'palette'];
const around: readonly Scope[] = ['move', 'global', 'always'];
const screenScopes = [...new Set(keymap.map(({ scope }) => scope))].filter((scope) => !dialogs.includes(scope) && !around.includes(scope));

describe.each(screenScopes)('on the %s screen', (scope) => {
	const scopes = [scope, ...around];
	const { console } = openTestConsole();
	const entries = actionEntries(console, scopes);
	const here = keymap.filter(
		(binding) => scopes.includes(binding.scope) && binding.keys.some((key) => bindingFor(key, scopes) === binding),
	);

	it('every action of the key table is in the menu and in the palette, with a key that asks for it', () => {
		const missing = here.filter(({ action }) => !entries.some((entry) => entry.action === action));
		expect(missing).toEqual([]);
		for (const { action, key } of entries) expect(bindingFor(key, scopes)?.action).toBe(action);
	});

	it('every key of its own is in the menu that means something else than the others', () => {
		for (const binding of here.filter(({ keys }) => keys.length > 1 && keys.every((key) => /^\d$/.test(key)))) {
			expect(entries.filter(({ action }) => action === binding.action).map(({ key }) => key)).toEqual(binding.keys);
		}
	});
});

describe('the key table', () => {
	it('has something that answers every action', () => {
		expect(keymap.filter(({ action }) => typeof handlers[action] !== 'function')).toEqual([]);
	});
});

type Place = () => Promise<TestConsole>;

/** Consoles in that place: each of its keys has something to do or to say in one of them. */
const places: Partial<Record<Scope, readonly Place[]>> = {
	fleet: [async () => opened('j', 'j', 'j', '2'), async () => opened('j', '3', '+')],
	global: [async () => opened('/', 's', 'enter')],
	always: [async () => opened('?')],
	move: [async () => opened('j', 'j', 'j')],
	plan: [openPlan],
	operation: [openOperation],
	choose: [async () => opened('o')],
	number: [async () => opened('G', 'S'), async () => opened('G', 'S', '1')],
	text: [async () => opened('/', 'h', 'o')],
	confirm: [async () => openConfirm()],
	help: [async () => opened('?')],
	palette: [async () => opened(':', 's', 'down')],
};

const pressed = keymap.flatMap(({ scope, keys }) => (places[scope] === undefined ? [] : keys.map((key) => [scope, key] as const)));

describe('every key in help', () => {
	it.each(pressed)('does something, or says why not: %s %s', async (scope, key) => {
		const answers = await Promise.all((places[scope] ?? []).map((place) => isAnswered(place, scope, key)));
		expect(answers).toContain(true);
	});
});

async function isAnswered(place: Place, scope: Scope, key: KeyName): Promise<boolean> {
	const test = await place();
	expect(activeScopes(test.console.get())).toContain(scope);
	const before = seen(test);
	test.press(key);
	await new Promise(setImmediate);
	return JSON.stringify(seen(test)) !== JSON.stringify(before);
}

describe('what is chosen in the menu and in the palette', () => {
	const names = actionEntries(openTestConsole().console, ['fleet', ...around]);

	it.each(names.map(({ name, key }) => [name, key] as const))('does what its key does: %s', async (name, key) => {
		const [byKey, byMenu, byPalette] = [openedForAll(), openedForAll(), openedForAll()];
		byKey.press(key);
		if (name !== 'actions') {
			byMenu.press('x');
			chooseInMenu(byMenu, key);
			expect(outcome(byMenu)).toEqual(outcome(byKey));
		}
		if (name !== 'palette') {
			byPalette.press(':', { paste: name }, 'enter');
			expect(outcome(byPalette)).toEqual(outcome(byKey));
		}
	});
});

function opened(...keys: readonly KeyName[]): TestConsole {
	const test = openTestConsole();
	test.press(...keys);
	return test;
}

/** On a project of which one replica is stopped and one paused: nothing that can be asked of a project is off. */
function openedForAll(): TestConsole {
	const test = openTestConsole();
	const view = test.server.get();
	const changed: Readonly<Record<number, Partial<Replica>>> = { 2: { health: 'stopped' }, 3: { health: 'unhealthy', paused: true } };
	const projects = (view.snapshot?.projects ?? []).map((project) => ({
		...project,
		replicas: project.replicas.map((replica) => ({ ...replica, ...changed[replica.index] })),
	}));
	if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
	test.console.update((state) => ({ ...state, copied: { label: 'URL', text: 'http://blog.example' } }));
	test.press('j', 'j', 'j', '3');
	return test;
}

async function openPlan(): Promise<TestConsole> {
	const test = opened('G', 'D', 'enter');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
	return test;
}

async function openOperation(): Promise<TestConsole> {
	const test = await openPlan();
	test.press('y');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'operation' }));
	test.press('g');
	return test;
}

async function openConfirm(): Promise<TestConsole> {
	const test = await openOperation();
	test.press('c');
	return test;
}

function chooseInMenu(test: TestConsole, key: KeyName): void {
	const dialog = test.console.get().dialog as ChooseDialog;
	const index = dialog.purpose.kind === 'action' ? dialog.purpose.entries.findIndex((entry) => entry.key === key) : -1;
	for (let row = 0; row < index; row += 1) test.press('down');
	test.press('enter');
}

function seen({ console, control, server, terminalCalls }: TestConsole) {
	return structuredClone({
		state: console.get(),
		planned: control.planned,
		asked: control.asked,
		terminalCalls,
		refreshes: server.refreshes,
	});
}

/** What is the same however something was asked for: not what the palette remembers, nor what it offers. */
function outcome(test: TestConsole) {
	const { state, ...rest } = seen(test);
	const { ran, dialog, ...others } = state;
	const kind = (dialog as PaletteDialog | undefined)?.kind;
	return { ...rest, ...others, dialog: kind === 'palette' ? kind : dialog };
}
