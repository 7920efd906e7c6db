import { describe, expect, it } from 'vitest';
import { topScreen } from '../../../hooks/console-state.ts';
import { startCursor } from '../../../hooks/cursor.ts';
import { plainText, widthOf } from '../../../hooks/line.ts';
import { portMapLines } from '../../../hooks/ports/use-ports-screen.ts';
import type { ServerView } from '../../../source/watch/view.ts';
import { exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

/** The example server with every project's block in the registry, and strangers on two ports of shop. */
function viewWithBlocks(): ServerView {
	const view = exampleView();
	const registry = Object.fromEntries(exampleProjects.flatMap(({ name, ports }) => (ports === undefined ? [] : [[name, ports]])));
	const gone = { id: 9, base: 8900, blue: 8901, green: 8917, postgres: 8933, redis: 8980 };
	const { snapshot } = view;
	if (snapshot === undefined) throw new Error('the example has a snapshot');
	return { ...view, snapshot: { ...snapshot, registry: { ...registry, gone }, listening: [...snapshot.listening, 8117, 8150] } };
}

const linesOf = (selected: string, columns = 80, rows = 21) =>
	portMapLines(viewWithBlocks(), { kind: 'ports', selected, cursor: startCursor }, { columns, rows }).map(plainText);

describe('the port map', () => {
	it('shows all blocks in their order, and strangers in them', () => {
		const lines = linesOf('shop');
		expect(lines[0]).toContain('8 blocks  ✕ 2 strangers');
		expect(lines.find((text) => text.startsWith('› shop'))).toMatch(/8100–8199 +8101 ● 3 +8117 ○ +8133 ● +8180 ○ +✕ 8117 8150/);
	});

	it('draws the selected block port by port, and names who listens', () => {
		const text = linesOf('shop').join('\n');
		expect(text).toContain(` 8100  ·●●●${'○'.repeat(13)}✕${'○'.repeat(15)}◐${'·'.repeat(16)}  8149`);
		expect(text).toContain('● 8101 shop-blue-1');
		expect(text).toContain('✕ 8117 green 1: a stranger listens');
		expect(text).toContain('✕ 8150 spare: a stranger listens');
	});

	it('keeps the block of a project that is gone, and says so', () => {
		expect(linesOf('gone').join('\n')).toContain('There is no project gone on this server');
	});

	it('fits any screen', () => {
		for (const [columns, rows] of [
			[80, 21],
			[120, 37],
			[160, 42],
		] as const) {
			const lines = linesOf('shop', columns, rows);
			expect(lines.length).toBeLessThanOrEqual(rows);
			expect(lines.filter((text) => widthOf(text) > columns)).toEqual([]);
		}
	});
});

describe('the keys of the port map', () => {
	it('opens from the list and from a project with its block selected, and observes anew', () => {
		const test = openTestConsole();
		test.server.set(viewWithBlocks());
		test.press('G', 'm');
		expect(topScreen(test.console.get())).toMatchObject({ kind: 'ports', selected: 'shop' });
		test.press('esc', 'g', 'enter', 'm');
		expect(topScreen(test.console.get())).toMatchObject({ kind: 'ports', selected: 'blog' });
		expect(test.server.refreshes).toBe(2);
	});

	it('opens the ports of the project under the cursor', () => {
		const test = openTestConsole();
		test.server.set(viewWithBlocks());
		test.press('m', 'j', 'enter');
		expect(topScreen(test.console.get())).toMatchObject({ kind: 'project', project: 'chat', tab: 'ports' });
		test.press('esc', 'G', 'enter');
		expect(test.console.get().message?.text).toBe('Enter: there is no project on this server that has it');
	});
});
