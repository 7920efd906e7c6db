import { describe, expect, it, vi } from 'vitest';
import { topScreen } from '../../../hooks/console-state.ts';
import { hintLine } from '../../../hooks/frame/bottom-lines.ts';
import { openLog } from '../../../hooks/logs/change-log.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

/** The log tab of shop in front, with 30 lines, ten rows high. */
function openLogTab(...keys: readonly string[]) {
	const test = openTestConsole();
	test.press('G', 'enter', '3');
	openLog(test.console, 'shop');
	test.server.logs.feed.say(...Array.from({ length: 30 }, (_, index) => `blue-1 line ${index + 1}`));
	test.console.update((state) => ({ ...state, log: state.log && { ...state.log, size: { columns: 80, rows: 10 } } }));
	test.press(...keys);
	const log = () => test.console.get().log;
	const tab = () => {
		const top = topScreen(test.console.get());
		return top?.kind === 'project' ? top.tab : undefined;
	};
	return { ...test, log, tab };
}

describe("the logs of a project's screen", () => {
	it('take 0 to 6 for parts of the log, and leave [ ] and the other numbers to the tabs', () => {
		const { press, log, tab } = openLogTab('5');
		expect([log()?.window, tab()]).toEqual([5, 'logs']);
		press(']');
		expect(tab()).toBe('releases');
		press('[', '[');
		expect(tab()).toBe('replicas');
		press('3', '7');
		expect(tab()).toBe('history');
	});

	it('name the way to the other tabs, which numbers do not open here, also on a narrow screen', () => {
		const { console } = openLogTab();
		const text = hintLine(console, 80)
			.map((span) => span.text)
			.join('');
		expect(text).toContain('] next tab');
		expect(text.length).toBeLessThanOrEqual(80);
	});

	it('stand still where somebody reads', () => {
		const { press, log } = openLogTab('k');
		expect(log()?.place?.bottom?.text).toBe('line 29');
		press('G');
		expect(log()?.place).toBeUndefined();
	});

	it('are searched, and Esc takes the search away before it closes the screen', () => {
		const { press, log, tab, console } = openLogTab('/', ...'line 7', 'enter');
		expect(log()?.hit?.text).toBe('line 7');
		press('esc');
		expect([log()?.search, tab()]).toEqual(['', 'logs']);
		press('esc');
		expect(console.get().screens).toEqual([]);
	});

	it('leave the other tabs their keys: a search that was begun keeps no Esc from them', () => {
		const { press, console } = openLogTab('/', ...'line 7', 'enter', ']', 'esc');
		expect(console.get().screens).toEqual([]);
		press('enter', '5');
		expect(topScreen(console.get())).toMatchObject({ tab: 'ports' });
	});

	it('are those of the selected replica by l on Replicas, and of all by l again', () => {
		const { press, log, tab } = openLogTab('[', 'j', 'l');
		expect([log(), tab()]).toMatchObject([{ project: 'shop', berth: 'blue', replica: 2 }, 'logs']);
		press('l');
		expect(log()).toMatchObject({ project: 'shop' });
		expect(log()?.replica).toBeUndefined();
	});

	it('come to the front by l from every tab', () => {
		for (const key of ['1', '2', '4', '5', '6', '7']) {
			const test = openTestConsole();
			test.press('G', 'enter', key, 'l');
			expect(topScreen(test.console.get())).toMatchObject({ kind: 'project', project: 'shop', tab: 'logs' });
		}
	});

	it('change nothing by any of their keys', () => {
		const { press, control } = openLogTab();
		press(...'0123456!fvwtn><&', 'esc', ...'/', 'esc', 'ctrl-s');
		expect([control.planned, control.asked]).toEqual([[], []]);
	});
});

describe("a project's screen", () => {
	it('leads to its events, its secrets and its removal', async () => {
		const test = openTestConsole();
		const top = () => topScreen(test.console.get());
		test.press('G', 'enter', 'e');
		expect(top()).toMatchObject({ kind: 'events', project: 'shop' });
		test.press('esc', 'E');
		expect(top()).toMatchObject({ kind: 'secrets', project: 'shop' });
		test.press('esc', 'X');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'remove', project: 'shop' }]));
	});
});
