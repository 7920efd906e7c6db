import { describe, expect, it, vi } from 'vitest';
import { quietTime } from '../../../hooks/handle-keys.ts';
import { queuePlace } from '../../../hooks/marks/marks.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const stateOf = (test: TestConsole) => test.console.get();

/** Marks blog, chat and hubnity-backend. */
function marked(): TestConsole {
	const test = openTestConsole();
	test.press('space', 'j', 'space', 'j', 'j', 'space');
	return test;
}

async function untilPlanned(test: TestConsole, count: number): Promise<void> {
	await vi.waitFor(() => expect(test.control.planned).toHaveLength(count));
	await vi.waitFor(() => expect(stateOf(test).screens.at(-1)).toMatchObject({ status: 'ready' }));
}

describe('marks', () => {
	it('are set and taken by space, and cleared by Esc after the filter', () => {
		const test = marked();
		test.press('space');
		expect(stateOf(test).fleet.marks).toEqual(['blog', 'chat']);
		test.press('/', 'm', 'a', 'r', 'k', 'e', 'd', 'enter', 'esc');
		expect(stateOf(test).fleet).toMatchObject({ filter: '', marks: ['blog', 'chat'] });
		test.press('esc');
		expect(stateOf(test).fleet.marks).toEqual([]);
	});

	it('make a change go through all marked projects, each with its own plan', async () => {
		const test = marked();
		test.press('D');
		expect(stateOf(test).dialog).toMatchObject({ title: 'Deploy blog' });
		expect(queuePlace(stateOf(test))).toBe('  1 of 3');
		test.press('enter');
		await untilPlanned(test, 1);
		test.press('esc');
		expect(stateOf(test).dialog).toMatchObject({ title: 'Deploy chat' });
		test.press('enter');
		await untilPlanned(test, 2);
		test.wait(quietTime + 1);
		test.press('y');
		await vi.waitFor(() => expect(stateOf(test).screens.at(-1)).toMatchObject({ kind: 'operation' }));
		test.press('q');
		expect(stateOf(test).dialog).toMatchObject({ title: 'Deploy hubnity-backend' });
		test.press('enter');
		await untilPlanned(test, 3);
		test.press('esc');
		expect(stateOf(test)).toMatchObject({ dialog: undefined, queue: undefined, fleet: { marks: [] } });
		expect(test.control.asked).toEqual(['start']);
	});

	it('stay on the projects that were not reached when a question is left', async () => {
		const test = marked();
		test.press('S', 'enter');
		await untilPlanned(test, 1);
		test.press('esc', 'esc');
		expect(stateOf(test)).toMatchObject({ dialog: undefined, queue: undefined, fleet: { marks: ['chat', 'hubnity-backend'] } });
		expect(stateOf(test).message?.text).toBe('Left at 2 of 3: 2 projects not planned and still marked');
	});

	it('leave out the projects that cannot be changed so', () => {
		const test = marked();
		test.press('B');
		expect(stateOf(test).queue?.names).toEqual(['blog', 'hubnity-backend']);
		test.press('esc', 'esc', 'j', 'j', 'g', 'j', 'j', 'space', 'S');
		expect(stateOf(test).message?.text).toBe('S: docs was never deployed; D deploys it');
	});

	it('count no longer for a project that is gone', () => {
		const test = marked();
		const view = test.server.get();
		const projects = view.snapshot?.projects.filter(({ name }) => name === 'shop' || name === 'blog') ?? [];
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		test.press('S');
		expect(stateOf(test)).toMatchObject({ dialog: { kind: 'number', project: 'blog' } });
		expect(stateOf(test).queue).toBeUndefined();
	});

	it('do not widen a command of the palette that names a project', () => {
		const test = marked();
		test.press(':', { paste: 'deploy shop' }, 'enter');
		expect(stateOf(test)).toMatchObject({ dialog: { title: 'Deploy shop' } });
		expect(stateOf(test).queue).toBeUndefined();
	});
});
