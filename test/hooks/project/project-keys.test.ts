import { describe, expect, it, vi } from 'vitest';
import { topScreen } from '../../../hooks/console-state.ts';
import { hintLine } from '../../../hooks/frame/bottom-lines.ts';
import { plainText } from '../../../hooks/line.ts';
import { tabs } from '../../../hooks/project/tabs.ts';
import { exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const top = ({ console }: TestConsole) => topScreen(console.get());
const said = ({ console }: TestConsole) => console.get().message?.text;

const footer = ({ console }: TestConsole) => plainText(hintLine(console, 80));

/** The console with the project of that row of the list open on a tab. */
function openProject(row: number, ...keys: readonly string[]) {
	const test = openTestConsole();
	test.press(...Array.from({ length: row }, () => 'j'), 'enter', ...keys);
	return test;
}

describe("a project's screen", () => {
	it('opens by Enter, on its releases by h and on its ports by p', () => {
		const test = openTestConsole();
		const seen = ['enter', 'd', 'h', 'p'].map((key) => {
			test.press(key);
			const screen = top(test);
			test.press('esc');
			return screen?.kind === 'project' && `${screen.project} ${screen.tab}`;
		});
		expect(seen).toEqual(['blog overview', 'blog overview', 'blog releases', 'blog ports']);
		expect(test.console.get().screens).toEqual([]);
	});

	it('changes tabs by ] and [ round and round, and by their numbers', () => {
		const test = openProject(0);
		const seen = [']', '[', '[', '4'].map((key) => {
			test.press(key);
			const screen = top(test);
			return screen?.kind === 'project' && screen.tab;
		});
		expect(seen).toEqual(['replicas', 'overview', 'history', 'releases']);
		test.press('9');
		expect(top(test)).toMatchObject({ tab: 'releases' });
	});

	it('gives each tab a place of its own', () => {
		const test = openProject(6, '4', 'j', 'j', '2', 'j', '4');
		expect(top(test)).toMatchObject({ places: { releases: { selected: 'v40' }, replicas: { selected: 'shop-blue-2' } } });
	});

	it('changes nothing by any lowercase key, on any tab', () => {
		for (const index of tabs.keys()) {
			const test = openProject(6, String(index + 1));
			for (const key of 'abcdefghijklmnoprstuvwxyz') test.press(key, 'esc', 'esc', 'enter', String(index + 1));
			expect([test.control.planned, test.control.asked]).toEqual([[], []]);
		}
	});

	it('names deploy and roll back in 80 columns on every tab but the log, and why where no row opens it', () => {
		for (const [index] of [...tabs.entries()].filter(([, tab]) => tab.isLog !== true)) {
			const text = footer(openProject(6, String(index + 1)));
			expect(text).toContain('D deploy  B roll back');
			expect(text.includes('Enter open') || text.includes('d why')).toBe(true);
		}
	});

	it('stays what it was about when the list behind it changes its order', () => {
		const test = openProject(6, '4');
		test.server.set(exampleView(exampleProjects.toReversed()));
		test.press('S');
		expect(test.console.get().dialog).toMatchObject({ kind: 'number', project: 'shop' });
	});

	it('asks nginx when its ports are opened, and again by r', async () => {
		const test = openProject(6, '5');
		await vi.waitFor(() => expect(top(test)).toMatchObject({ proxyTest: { valid: true } }));
		test.questions.proxyTest = undefined;
		test.press('r');
		await vi.waitFor(() => expect(top(test)).toMatchObject({ proxyTest: 'silent' }));
		expect([test.questions.asked, test.server.refreshes]).toEqual([['test', 'test'], 1]);
	});

	it('opens an operation from its history and comes back to it', async () => {
		const test = openProject(6, '7');
		test.control.find = async (id) => ({
			id,
			plan: await test.control.plan({ kind: 'start-proxy' }),
			user: 'anna',
			host: 'prod-1',
			requestedAt: 1,
		});
		test.press('enter');
		await vi.waitFor(() => expect(top(test)).toEqual({ kind: 'operation', id: '20260301-132511-shop' }));
		test.press('esc');
		expect(top(test)).toMatchObject({ kind: 'project', tab: 'history' });
	});

	it('says why Enter opens nothing', () => {
		const test = openProject(6, '6', 'enter');
		expect(said(test)).toBe('Enter: there is nothing to open here');
	});
});

describe('the releases of a project', () => {
	it('deploys the selected one: its plan opens at once', async () => {
		const test = openProject(6, '4', 'D');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'deploy', project: 'shop', version: 'v42' }]));
		expect(test.control.asked).toEqual([]);
	});

	it('rolls back to the selected one', async () => {
		const test = openProject(6, '4', 'j', 'j', 'B');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'rollback', project: 'shop', version: 'v40' }]));
	});

	it('says why the selected one cannot be gone back to', () => {
		const test = openProject(6, '4', 'j', 'B');
		expect(said(test)).toBe('B: v41 is live');
		test.press('G', 'B');
		expect(said(test)).toBe('B: the image of v39 is gone; D obtains it again');
		expect(test.control.planned).toEqual([]);
	});

	it('lets one pick on every other tab', () => {
		const test = openProject(6, 'D');
		expect(test.console.get().dialog).toMatchObject({ kind: 'choose', purpose: { kind: 'deploy', project: 'shop' } });
	});
});

describe('the card', () => {
	it('opens of the selected replica', async () => {
		const test = openProject(6, '2', 'j', 'enter');
		expect(top(test)).toMatchObject({ kind: 'health', project: 'shop', container: 'shop-blue-2', port: 8102 });
		await vi.waitFor(() => expect(top(test)).toHaveProperty('diagnosis'));
		expect(test.questions.asked).toEqual(['diagnose shop-blue-2 8102']);
	});

	it('opens of the worst replica two keys away from the list', async () => {
		const test = openProject(3, 'd');
		await vi.waitFor(() => expect(test.questions.asked).toEqual(['diagnose hubnity-backend-blue-2 8502']));
	});

	it('looks again by r, and keeps what it found when the engine does not answer', async () => {
		const test = openProject(3, 'd');
		await vi.waitFor(() => expect(top(test)).toHaveProperty('diagnosis'));
		test.questions.diagnosis = new Error('connection refused');
		test.press('r');
		await vi.waitFor(() => expect(top(test)).toMatchObject({ failure: { why: 'connection refused' } }));
		expect(top(test)).toHaveProperty('diagnosis');
	});

	it('belongs to the project: B rolls that one back', () => {
		const test = openProject(3, 'd', 'B');
		expect(test.console.get().dialog).toMatchObject({ kind: 'choose', purpose: { kind: 'rollback', project: 'hubnity-backend' } });
	});
});
