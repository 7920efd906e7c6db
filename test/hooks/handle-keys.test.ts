import { describe, expect, it, vi } from 'vitest';
import { bannerLine } from '../../hooks/frame/top-line.ts';
import { quietTime } from '../../hooks/handle-keys.ts';
import { quitTime } from '../../hooks/handlers.ts';
import { plainText } from '../../hooks/line.ts';
import { followResumed } from '../../hooks/operation/open-operation.ts';
import { makePlan } from '../../hooks/plan/make-plan.ts';
import { exampleNow, exampleProjects } from '../fakes/example-fleet.ts';
import { examplePlan } from '../fakes/example-plan.ts';
import { finished } from '../fakes/fake-control.ts';
import { openTestConsole } from '../fakes/open-test-console.ts';

const planOf = (test: ReturnType<typeof openTestConsole>) => test.console.get().screens.at(-1);

/** Opens the plan to deploy v42 of shop and waits until it can be confirmed. */
async function openPlan() {
	const test = openTestConsole();
	test.press('G', 'D', 'enter');
	await vi.waitFor(() => expect(planOf(test)).toMatchObject({ kind: 'plan', status: 'ready' }));
	return test;
}

/** The server as it is while, or after, a deploy of shop was killed or runs. */
function setOperation(test: ReturnType<typeof openTestConsole>, more: { readonly alive: boolean; readonly since?: number }): void {
	const operation = { id: '1', operation: 'deploy', project: 'shop', user: 'ci', pid: 1, host: 'prod-1', since: 0, ...more };
	const view = test.server.get();
	const projects = exampleProjects.map((project) => (project.name === 'shop' ? { ...project, operation } : project));
	if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
}

describe('the fleet', () => {
	it('answers every key of one read on what the one before left', () => {
		const test = openTestConsole();
		test.pressTogether('j', 'j', 'j', 'j', 'j', 'D');
		expect(test.console.get().dialog).toMatchObject({ kind: 'choose', purpose: { kind: 'deploy', project: 'muscle-up' } });
	});

	it('changes nothing by any lowercase key', () => {
		const test = openTestConsole();
		for (const key of 'abcdefghijklmnoprstuvwxyz') test.press(key, 'esc');
		expect([test.control.planned, test.control.asked]).toEqual([[], []]);
	});

	it('filters while one types and gives the list back on Esc', () => {
		const test = openTestConsole();
		test.press('/', 's', 'h', 'o');
		expect(test.console.get().fleet.filter).toBe('sho');
		test.press('esc');
		expect(test.console.get().fleet.filter).toBe('');
	});

	it('does not take letters of a filter for commands', () => {
		const test = openTestConsole();
		test.press('/', 'D', 'q', '?', 'enter');
		expect(test.console.get()).toMatchObject({ dialog: undefined, fleet: { filter: 'Dq?' } });
	});

	it('refuses to change a project that is being changed, and says by whom', () => {
		const test = openTestConsole();
		const view = test.server.get();
		const operation = { id: '1', operation: 'deploy', project: 'blog', user: 'ci', pid: 1, host: 'prod-1', since: 0, alive: true };
		const projects = exampleProjects.map((project) => (project.name === 'blog' ? { ...project, operation } : project));
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		test.press('D');
		expect(test.console.get().message?.text).toBe('D: deploy of blog by ci is not over; O shows it');
		expect(test.console.get().dialog).toBeUndefined();
	});

	it('ends an operation whose runner died before it plans the next, and says so on the plan', async () => {
		const test = openTestConsole();
		setOperation(test, { alive: false });
		test.control.interrupted = finished('failed');
		test.press('G', 'D', 'enter');
		expect(planOf(test)).toMatchObject({ status: 'planning', note: expect.stringContaining('died half-way') });
		await vi.waitFor(() => expect(planOf(test)).toMatchObject({ status: 'ready' }));
		expect(planOf(test)).toMatchObject({ note: expect.stringContaining('came first: failed and undone') });
		expect(test.control.asked).toEqual(['end shop']);
	});

	it('ends an interrupted `new` before it plans that project once more', async () => {
		const test = openTestConsole();
		test.control.interrupted = finished('done');
		await makePlan(test.console, { kind: 'new', name: 'wiki', projectText: '' });
		expect(test.control.asked).toEqual(['end wiki']);
		expect(planOf(test)).toMatchObject({ note: expect.stringContaining('came first: done') });
	});

	it('refuses changes while nothing can be observed, and does not blame Docker', () => {
		const test = openTestConsole();
		test.server.set({ ...test.server.get(), blocked: 'projects/.port-registry.json is not JSON' });
		test.press('S');
		expect(test.console.get().message?.text).toBe('S: nothing can be observed: projects/.port-registry.json is not JSON');
		const { root } = test.server.get().snapshot ?? { root: '' };
		const banner = bannerLine({ ...test.server.get(), blocked: `${root}/projects/.port-registry.json is not JSON` }, 0);
		expect(plainText(banner ?? [])).toBe(' ✕ Cannot observe: projects/.port-registry.json is not JSON');
	});

	it('refuses changes while Docker does not answer', () => {
		const test = openTestConsole();
		test.server.set({ ...test.server.get(), trouble: 'connection refused' });
		test.press('S');
		expect(test.console.get().message?.text).toBe('S: Docker does not answer: connection refused');
	});

	it('quits by q only where nothing is open, and never by Esc', () => {
		const test = openTestConsole();
		test.press('?', 'q', 'esc', 'esc');
		expect(test.terminalCalls).toEqual([]);
		test.press('q');
		expect(test.terminalCalls).toEqual(['quit']);
	});

	it('quits by ctrl-c only when it is pressed twice within two seconds', () => {
		const test = openTestConsole();
		test.press('ctrl-c');
		test.wait(quitTime + 1);
		test.press('ctrl-c');
		expect(test.terminalCalls).toEqual([]);
		test.wait(quitTime);
		test.press('ctrl-c');
		expect(test.terminalCalls).toEqual(['quit']);
	});

	it('suspends and draws again when asked, also over a dialog', () => {
		const test = openTestConsole();
		test.press('?', 'ctrl-z', 'ctrl-l', 'r');
		expect(test.terminalCalls).toEqual(['suspend', 'redraw']);
	});
});

describe('a plan', () => {
	it('is made for what was picked, and starts nothing by itself', async () => {
		const test = await openPlan();
		expect(test.control.planned).toEqual([{ kind: 'deploy', project: 'shop', version: 'v42' }]);
		expect(test.control.asked).toEqual([]);
	});

	it('plans a number of replicas that was typed', async () => {
		const test = openTestConsole();
		test.press('G', 'S', '1', '2', 'enter');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'scale', project: 'shop', replicas: 12 }]));
	});

	it('plans a roll back to the previous release first', async () => {
		const test = openTestConsole();
		test.press('G', 'B', 'enter');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'rollback', project: 'shop', version: 'v40' }]));
	});

	it('starts by y, and the operation takes its place', async () => {
		const test = await openPlan();
		test.press('y');
		await vi.waitFor(() => expect(test.console.get().screens).toEqual([{ kind: 'operation', id: '1' }]));
		expect(test.control.asked).toEqual(['start']);
	});

	it('does not start by y that came with other keys', async () => {
		const test = await openPlan();
		test.pressTogether('y', 'y');
		test.pressTogether('j', 'y');
		expect(planOf(test)).toMatchObject({ status: 'ready' });
		expect(test.console.get().message?.text).toContain('press it alone');
		expect(test.control.planned).toHaveLength(1);
	});

	it('is left by Enter, which changes nothing', async () => {
		const test = await openPlan();
		test.press('enter');
		expect(test.console.get().screens).toEqual([]);
		expect(test.control.asked).toEqual([]);
	});

	it('starts as it was shown: the runner looks at the server once more, and nobody a third time', async () => {
		const test = await openPlan();
		test.press('y');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
		expect(test.control.planned).toHaveLength(1);
	});

	it('wants the name typed by hand where something is lost', async () => {
		const test = openTestConsole();
		test.control.plans = [{ ...examplePlan, confirm: 'name' }];
		test.press('G', 'D', 'enter');
		await vi.waitFor(() => expect(planOf(test)).toMatchObject({ status: 'ready' }));
		test.press('y');
		test.press({ paste: 'shop' });
		test.press('enter');
		expect(test.console.get().dialog).toMatchObject({ problem: 'Nothing was typed: it is shop' });
		test.press('s', 'h', 'o', 'p');
		test.pressTogether('enter', 'enter');
		expect(test.control.asked).toEqual([]);
		test.press('enter');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
	});
});

describe('pasted text', () => {
	it('goes into a filter and is no key anywhere else', () => {
		const test = openTestConsole();
		test.press({ paste: 'Dq\r' });
		expect(test.console.get().screens).toEqual([]);
		test.press('/');
		test.press({ paste: 'shop\n' });
		expect(test.console.get().fleet.filter).toBe('shop');
	});
});

describe('an operation', () => {
	async function openOperation() {
		const test = await openPlan();
		test.press('y');
		await vi.waitFor(() => expect(planOf(test)).toMatchObject({ kind: 'operation' }));
		return test;
	}

	it('goes on when its screen is left, and says how it ended', async () => {
		const test = await openOperation();
		test.press('esc');
		test.control.tell({ at: 5, kind: 'finished', outcome: 'done' });
		await vi.waitFor(() => expect(test.console.get().message?.text).toBe('Done: Deploy shop v42: blue (v41) → green, 3 replicas'));
		expect(test.control.asked).toEqual(['start']);
	});

	it('is cancelled only after the question', async () => {
		const test = await openOperation();
		test.press('c', 'enter');
		expect(test.control.asked).toEqual(['start']);
		test.wait(quietTime + 1);
		test.press('c', 'y');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start', 'cancel 1']));
	});

	it('is followed again when somebody elsewhere has resumed it', async () => {
		const test = await openOperation();
		test.control.die();
		await vi.waitFor(() => expect(test.console.get().operations['1']?.lostAt).toBeDefined());
		setOperation(test, { alive: true, since: exampleNow + 1 });
		followResumed(test.console);
		await vi.waitFor(() => expect(test.console.get().operations['1']?.lostAt).toBeUndefined());
	});

	it('offers to resume when its runner died', async () => {
		const test = await openOperation();
		test.press('R');
		expect(test.console.get().message?.text).toBe('R: its runner has not died');
		test.control.die();
		await vi.waitFor(() => expect(test.console.get().operations['1']?.lostAt).toBeDefined());
		test.press('R', 'y');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start', 'resume 1']));
	});
});

describe('a word that is typed where y or n is wanted', () => {
	/** Each letter in a read of its own, as fast as one types. */
	function type(test: ReturnType<typeof openTestConsole>, word: string): void {
		for (const key of word) {
			test.wait(quietTime / 5);
			test.press(key);
		}
	}

	const words = ['maybe', 'may', 'why', 'okay', 'nay', 'by', 'xyz'];

	it.each(words)('starts no plan: %s', async (word) => {
		const test = await openPlan();
		type(test, word);
		await vi.waitFor(() => expect(planOf(test)).toMatchObject({ kind: 'plan', status: 'ready' }));
		expect(test.control.asked).toEqual([]);
	});

	it.each(words)('cancels nothing: %s', async (word) => {
		const test = await openPlan();
		test.press('y');
		await vi.waitFor(() => expect(planOf(test)).toMatchObject({ kind: 'operation' }));
		test.press('c');
		type(test, word);
		expect(test.control.asked).toEqual(['start']);
	});

	it('starts nothing either where its n has closed a question over the plan', async () => {
		const test = await openPlan();
		test.press('x', 'enter');
		expect(test.console.get().dialog).toMatchObject({ kind: 'confirm' });
		type(test, 'ny');
		expect(test.console.get().dialog).toBeUndefined();
		expect(planOf(test)).toMatchObject({ kind: 'plan', status: 'ready' });
	});

	it('is told what is wanted, and y counts again after a moment', async () => {
		const test = await openPlan();
		test.press('x', 'enter', 'm');
		expect(test.console.get().message?.text).toBe('m is no answer: y is yes, Esc is no');
		test.press('y');
		expect(test.console.get().message?.text).toContain('came right after other keys and was ignored: press it alone');
		test.wait(quietTime + 1);
		test.press('y');
		await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
	});
});
