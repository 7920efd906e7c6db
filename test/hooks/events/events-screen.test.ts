import { describe, expect, it, vi } from 'vitest';
import { eventsLines, eventsScreenOf } from '../../../hooks/events/use-events-screen.ts';
import { lineWidth, plainText } from '../../../hooks/line.ts';
import { exampleEvents, exampleNow } from '../../fakes/example-fleet.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

function screenOf({ console }: TestConsole) {
	const screen = eventsScreenOf(console.get());
	if (screen === undefined) throw new Error('the screen of events is not in front');
	return screen;
}

function linesOf(test: TestConsole, columns = 80): readonly string[] {
	return eventsLines(screenOf(test), test.server.get(), exampleNow, { columns, rows: 20 }).map(plainText);
}

describe('the screen of events', () => {
	it('tells what happened to all projects and who changed what, newest first', () => {
		const test = openTestConsole();
		test.press('e');
		const [title, head, ...rows] = linesOf(test);
		expect(title).toContain('Events and audit of all projects');
		expect(head).toMatch(/AGE +PROJECT +BY +WHAT/);
		expect(linesOf(test, 120)[1]).toMatch(/AGE +UTC +PROJECT +BY +TOOK +WHAT/);
		expect(rows[0]).toMatch(/✕ +2 min +mail-gateway +docker +mail-gateway-blue-1 ended with 137/);
		expect(rows[1]).toMatch(/▲ .*ran out of memory/);
		expect(rows[4]).toMatch(/✓ +37 min .*shop +anna +Deploy shop v41/);
	});

	it('is of the selected project when it is opened from one of its panes', () => {
		const test = openTestConsole();
		test.press('G', 'tab', 'e');
		expect(linesOf(test)[0]).toContain('Events and audit of shop');
		expect(linesOf(test).join('\n')).not.toContain('mail-gateway');
		test.press('e');
		expect(linesOf(test)[0]).toContain('of all projects');
	});

	it('goes to the project of the selected row and back', () => {
		const test = openTestConsole();
		test.press('e', 'j', 'j', 'e');
		expect(screenOf(test).project).toBe('hubnity-backend');
	});

	it('says since when Docker tells of nothing, for it remembers only so much', () => {
		const test = openTestConsole();
		const oldest = exampleNow - 9 * 60_000;
		test.server.set({
			...test.server.get(),
			events: exampleEvents.slice(0, 1).map((event) => ({ ...event, project: 'chat', at: oldest })),
		});
		test.press('e');
		const screen = { ...screenOf(test), project: 'shop', shown: 'engine' as const };
		const text = eventsLines(screen, test.server.get(), exampleNow, { columns: 100, rows: 20 }).map(plainText).join('\n');
		expect(text).toContain(`Docker tells of nothing on shop since ${new Date(oldest).toISOString().slice(11, 19)} UTC`);
	});

	it('turns to the events of the engine alone and to the changes alone', () => {
		const test = openTestConsole();
		test.press('e', ']');
		expect(linesOf(test).join('\n')).not.toContain('Deploy shop');
		test.press(']');
		expect(linesOf(test).slice(2, 4).join('\n')).toMatch(/Deploy shop v41.*\n.*Deploy shop v41/);
		test.press('[', '[');
		expect(screenOf(test).shown).toBe('all');
	});

	it('filters by any word while it is typed, and Esc takes the filter away before it closes', () => {
		const test = openTestConsole();
		test.press('e', '/', 'o', 'o', 'm');
		expect(linesOf(test)[2]).toContain('Nothing matches oom');
		test.press('esc', '/', 'm', 'e', 'm', 'o', 'enter');
		expect(linesOf(test)[0]).toContain('1 of 1');
		expect(test.console.get().fleet.filter).toBe('');
		test.press('esc');
		expect(screenOf(test).filter).toBe('');
		test.press('esc');
		expect(test.console.get().screens).toEqual([]);
	});

	it('opens the operation of a change and comes back to the list', async () => {
		const test = openTestConsole();
		test.control.find = vi.fn(test.control.find);
		test.press('e', ']', ']', 'enter');
		expect(test.control.find).toHaveBeenCalledWith('20260301-132511-shop');
		test.press('[', 'enter');
		expect(test.console.get().message?.text).toContain('only a change has an operation');
	});

	it('comes back to the list from the operation', async () => {
		const test = openTestConsole();
		const find = test.control.find;
		test.control.find = async () => find('1');
		test.press('e', ']', ']', 'enter');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)?.kind).toBe('operation'));
		test.press('esc');
		expect(screenOf(test).shown).toBe('changes');
	});

	it('stays on its row when something new comes in above it, and on the newest when it was there', () => {
		const test = openTestConsole();
		const happen = (at: number) => {
			const view = test.server.get();
			test.server.set({ ...view, events: [{ at, type: 'network', action: 'create', id: `n${at}`, name: 'x' }, ...(view.events ?? [])] });
		};
		test.press('e', 'j', 'j');
		happen(exampleNow);
		expect(linesOf(test)[0]).toContain(`4 of ${exampleEvents.length + 3}`);
		test.press('g');
		happen(exampleNow + 1);
		expect(linesOf(test)[0]).toContain(`1 of ${exampleEvents.length + 4}`);
	});

	it('tells all of the selected row under the list, and no line is wider than the screen', () => {
		const test = openTestConsole();
		test.press('e', ']', ']');
		const lines = eventsLines(screenOf(test), test.server.get(), exampleNow, { columns: 80, rows: 20 });
		expect(lines.slice(-3).map(plainText).join('\n')).toContain('2026-03-01 13:25:11 UTC, anna, 14 s, 20260301-132511-shop');
		expect(lines.slice(-3).map(plainText).join('\n')).toContain('412 probes, 0 failed, slowest 84 ms');
		expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(80);
		expect(lines.length).toBeLessThanOrEqual(20);
	});
});
