import { describe, expect, it, vi } from 'vitest';
import type { PaletteDialog } from '../../../hooks/dialogs/dialog.ts';
import { selectionOf } from '../../../hooks/fleet/selection.ts';
import { quietTime } from '../../../hooks/handle-keys.ts';
import { chosenLine, paletteResults } from '../../../hooks/palette/palette-state.ts';
import { exampleProject } from '../../fakes/example-snapshot.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const dialogOf = (test: TestConsole) => test.console.get().dialog as PaletteDialog;
const shown = (test: TestConsole) => paletteResults(dialogOf(test)).map(({ text }) => text);

/** The palette with that text in it. */
function typed(text: string): TestConsole {
	const test = openTestConsole();
	test.press(':', { paste: text });
	return test;
}

describe('the palette', () => {
	it('shows the actions of the screen and the projects before anything is typed', () => {
		const lines = shown(typed(''));
		expect(lines.slice(0, 3)).toEqual(['deploy', 'scale', 'rollback']);
		expect(lines).toContain('shop');
		expect(lines).not.toContain('deploy shop');
	});

	it('takes letters for text, not for commands', () => {
		const test = openTestConsole();
		test.press(':', 'q', 'D', 'space', 'j', ':', 'x');
		expect(dialogOf(test).text).toBe('qD j:x');
		test.press('backspace', 'ctrl-u');
		expect(dialogOf(test).text).toBe('');
		test.press('esc');
		expect(test.console.get().dialog).toBeUndefined();
	});

	it('finds commands, projects and replicas by the name of a project', () => {
		expect(shown(typed('shop')).slice(0, 4)).toEqual(['shop', 'shop-blue-1', 'shop-blue-2', 'shop-blue-3']);
		expect(shown(typed('shop'))).toEqual(expect.arrayContaining(['deploy shop', 'scale shop', 'rollback shop', 'open shop']));
	});

	it.each([
		['logs shop', { kind: 'logs', project: 'shop' }],
		['events shop', { kind: 'events', project: 'shop' }],
		['secrets shop', { kind: 'secrets', project: 'shop' }],
		['details shop', { kind: 'project', project: 'shop', tab: 'overview' }],
		['releases shop', { kind: 'project', project: 'shop', tab: 'releases' }],
		['ports shop', { kind: 'project', project: 'shop', tab: 'ports' }],
	])('looks at the project that is named, wherever the cursor of the list is: %s', (text, screen) => {
		const test = typed(text);
		test.press('enter');
		expect(test.console.get().screens).toEqual([expect.objectContaining(screen)]);
	});

	it('plans the removal of the project that is named', async () => {
		const test = typed('remove shop');
		test.press('enter');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'remove', project: 'shop' }]));
	});

	it('takes events without a name for those of all projects', () => {
		const test = typed('events');
		test.press('enter');
		expect(test.console.get().screens).toEqual([expect.not.objectContaining({ project: expect.anything() })]);
	});

	it('offers the versions of a project after its name', () => {
		expect(shown(typed('deploy shop ')).slice(0, 5)).toEqual([
			'deploy shop',
			'deploy shop v42',
			'deploy shop v41',
			'deploy shop v40',
			'deploy shop v39',
		]);
		expect(shown(typed('rollback shop v4'))).toEqual(['rollback shop v40', 'rollback shop v42']);
	});

	it.each([
		['shop-blue-2', 'replicas', 'shop-blue-2'],
		['shop postgres', 'services', 'shop-postgres'],
		['shop-postgres', 'services', 'shop-postgres'],
	])('goes to the row of a replica or service, whose log and shell are one key away: %s', (text, focus, selected) => {
		const test = typed(text);
		test.press('enter');
		expect(test.console.get()).toMatchObject({ focus, fleet: { selected: 'shop' }, screens: [], dialog: undefined });
		expect(selectionOf(test.console)).toMatchObject({ id: selected });
		test.press('l');
		expect(test.console.get().screens).toMatchObject([{ kind: 'logs', project: 'shop' }]);
	});

	it('finds a service by its own name, in every project that has one', () => {
		expect(shown(typed('postgres'))).toEqual(expect.arrayContaining(['blog postgres', 'shop postgres']));
		expect(shown(typed('pos'))[0]).toMatch(/ postgres$/);
	});

	it('completes one part after the other', () => {
		const test = typed('dep');
		test.press('tab');
		expect(dialogOf(test).text).toBe('deploy ');
		test.press('s', 'h', 'tab');
		expect(dialogOf(test).text).toBe('deploy shop ');
		test.press('down', 'tab');
		expect(dialogOf(test).text).toBe('deploy shop v42');
	});

	it('opens the plan of a whole command, wherever the cursor of the list is, and starts nothing', async () => {
		const test = typed('deploy shop v42');
		test.press('enter');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
		expect(test.control.planned).toEqual([{ kind: 'deploy', project: 'shop', version: 'v42' }]);
		expect(test.control.asked).toEqual([]);
	});

	it('plans a number of replicas that was typed, not one that only begins so', async () => {
		const test = typed('scale shop 1');
		expect(chosenLine(dialogOf(test))?.text).toBe('scale shop 1');
		test.press('enter');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'scale', project: 'shop', replicas: 1 }]));
	});

	it('takes a version that is not here yet only where images are pulled', () => {
		expect(shown(typed('deploy shop v99'))).toEqual([]);
		const test = openTestConsole();
		const view = test.server.get();
		const project = { ...exampleProject, name: 'shop', source: { kind: 'image', repository: 'registry.example/shop' } } as const;
		const projects = view.snapshot?.projects.map((one) => (one.name === 'shop' ? { ...one, project } : one)) ?? [];
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		test.press(':', { paste: 'deploy shop v99' });
		expect(shown(test)).toEqual(['deploy shop v99']);
	});

	it('asks for the version when none is named, of the project that is named', () => {
		const test = typed('deploy chat');
		test.press('enter');
		expect(test.console.get()).toMatchObject({ dialog: { kind: 'choose', title: 'Deploy chat' }, fleet: { selected: 'chat' } });
	});

	it('goes to a project, also to one that the filter hides', () => {
		const test = openTestConsole();
		test.press('/', 'c', 'h', 'a', 'enter', ':', { paste: 'shop' }, 'enter');
		expect(test.console.get().fleet).toMatchObject({ selected: 'shop', filter: '' });
	});

	it('goes to the replicas of a project by the name of one', () => {
		const test = typed('muscle-up-blue-2');
		test.press('enter');
		expect(test.console.get()).toMatchObject({ focus: 'replicas', fleet: { selected: 'muscle-up' } });
	});

	it('sorts by the column that is named', () => {
		const test = typed('sort cpu');
		test.press('enter');
		expect(test.console.get().fleet.sort).toBe('cpu');
	});

	it('says why a command cannot run now, and stays open', () => {
		const test = typed('scale docs');
		test.press('enter');
		expect(test.console.get().message?.text).toBe('scale docs: docs was never deployed; D deploys it');
		expect(dialogOf(test).text).toBe('scale docs');
	});

	it('runs no change by Enter that came together with other keys', () => {
		const test = openTestConsole();
		test.pressTogether(':', ...'deploy', 'space', ...'shop', 'space', ...'v42', 'enter', 'enter');
		expect(test.console.get().message?.text).toContain('press it alone');
		expect([test.control.planned, test.console.get().screens]).toEqual([[], []]);
	});

	it('takes a pasted line break for no Enter', () => {
		const test = typed('deploy shop v42\r');
		expect(dialogOf(test).text).toBe('deploy shop v42');
		expect(test.control.planned).toEqual([]);
	});

	it('brings back what it ran with the arrow up, and goes forward to nothing again', () => {
		const test = openTestConsole();
		test.press(':', { paste: 'sort cpu' }, 'enter', ':', { paste: 'sort name' }, 'enter', ':', 'up');
		expect(dialogOf(test).text).toBe('sort name');
		test.press('up');
		expect(dialogOf(test).text).toBe('sort cpu');
		test.press('down', 'down');
		expect(dialogOf(test).text).toBe('');
		test.press('down', 'up');
		expect(dialogOf(test)).toMatchObject({ text: '', cursor: { index: 0 } });
	});

	it('offers with the next key what came since it was opened', () => {
		const test = openTestConsole();
		const view = test.server.get();
		test.server.set({ usage: {}, traffic: {}, audit: [] });
		test.press(':', { paste: 'deploy sho' });
		expect(shown(test)).toEqual([]);
		test.server.set(view);
		test.press('p');
		expect(shown(test)).toEqual(['deploy shop']);
	});

	it('keeps the line under the cursor while the server changes', () => {
		const test = typed('shop');
		test.press('down');
		const before = chosenLine(dialogOf(test));
		test.server.set({ usage: {}, traffic: {}, audit: [] });
		expect(chosenLine(dialogOf(test))).toEqual(before);
	});

	it('asks before it starts the plan that is on the screen', async () => {
		const test = typed('deploy shop v42');
		test.press('enter');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
		test.press(':', { paste: 'start' }, 'enter', 'enter');
		expect(test.control.asked).toEqual([]);
		test.wait(quietTime + 1);
		test.press(':', { paste: 'start' }, 'enter', 'y');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
	});
});
