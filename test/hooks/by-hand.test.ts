import { describe, expect, it, vi } from 'vitest';
import { quietTime } from '../../hooks/handle-keys.ts';
import { Failure } from '../../source/model/failure.ts';
import { exampleProjects } from '../fakes/example-fleet.ts';
import { openTestConsole } from '../fakes/open-test-console.ts';

const messageOf = (test: ReturnType<typeof openTestConsole>) => test.console.get().message?.text;

describe('s', () => {
	it('opens a shell in the only replica and comes back', async () => {
		const test = openTestConsole();
		test.press('s');
		await vi.waitFor(() => expect(messageOf(test)).toBe('Back from the shell in blog-blue-1'));
		expect(test.operator.ran).toEqual([['docker', 'exec', '--interactive', '--tty', 'blog-blue-1', 'sh']]);
	});

	it('lets one pick among several, the first healthy live one under the cursor', async () => {
		const test = openTestConsole();
		test.press('G', 's');
		expect(test.console.get().dialog).toMatchObject({ kind: 'choose', title: 'Shell in a replica of shop' });
		test.press('j', 'enter');
		await vi.waitFor(() => expect(messageOf(test)).toContain('shop-blue-2'));
		expect(test.console.get().dialog).toBeUndefined();
	});

	it('opens it in the replica under the cursor of the pane', async () => {
		const test = openTestConsole();
		test.press('G', '2', 'j', 'j', 's');
		await vi.waitFor(() => expect(test.operator.ran[0]).toContain('shop-blue-3'));
	});

	it('opens it in the replica that is selected in the project, whatever the fleet has selected', async () => {
		const test = openTestConsole();
		test.press('G', 'enter', '2', 'j', 's');
		await vi.waitFor(() => expect(test.operator.ran[0]).toContain('shop-blue-2'));
	});

	it('says why there is none: nothing runs, no shell in the image', async () => {
		const test = openTestConsole();
		test.press('j', 'j', 's');
		expect(messageOf(test)).toBe('s: no replica of docs runs');
		test.operator.refusal = new Failure({ kind: 'refused', what: 'There is no shell in blog-blue-1' });
		test.press('g', 's');
		await vi.waitFor(() => expect(messageOf(test)).toBe('There is no shell in blog-blue-1'));
		expect(test.operator.ran).toEqual([]);
	});

	it('says how a shell ended that did not end well, and opens one at a time', async () => {
		const test = openTestConsole();
		test.operator.code = 130;
		test.press('s', 's');
		await vi.waitFor(() => expect(messageOf(test)).toBe('Back from the shell in blog-blue-1, which ended with 130'));
		expect(test.operator.ran).toHaveLength(1);
	});
});

/** Copies the row of the menu with that label. */
function copyRow(test: ReturnType<typeof openTestConsole>, label: string): void {
	const { dialog } = test.console.get();
	if (dialog?.kind !== 'choose' || dialog.purpose.kind !== 'copy') throw new Error('no menu to copy from');
	const index = dialog.purpose.items.findIndex((item) => item.label === label);
	test.press('g', ...Array<string>(index).fill('j'), 'enter');
}

describe('y', () => {
	it.each([
		['URL', 'http://blog.example'],
		['name', 'blog'],
		['release', 'v7'],
		['container', 'blog-blue-1'],
		['address', '127.0.0.1:8201'],
		['image', 'blog-backend:v7'],
		['log command', 'docker logs --tail 200 --follow blog-blue-1'],
	])('copies the %s of the selected project', async (label, text) => {
		const test = openTestConsole();
		test.press('y');
		copyRow(test, label);
		expect(test.operator.copied).toEqual([text]);
		await vi.waitFor(() => expect(messageOf(test)).toBe(`Sent to the terminal: ${label}. It may refuse it silently; Y shows it`));
	});

	it('shows what was copied, where one can select it, if the terminal did not take it', async () => {
		const test = openTestConsole();
		test.press('Y');
		expect(messageOf(test)).toBe('Y: nothing was copied that may be shown');
		test.press('y');
		copyRow(test, 'URL');
		await vi.waitFor(() => expect(messageOf(test)).toContain('Y shows it'));
		test.press('Y');
		expect(test.console.get().dialog).toMatchObject({ kind: 'shown', title: 'URL', text: 'http://blog.example' });
		test.press('enter');
		expect(test.console.get().dialog).toBeUndefined();
	});

	it('copies what is wrong with the selected replica', () => {
		const test = openTestConsole();
		test.press('j', 'j', 'j', '2', 'j', 'y');
		copyRow(test, 'problem');
		expect(test.operator.copied).toEqual(['GET /health answered 500']);
	});

	it('copies the last message', () => {
		const test = openTestConsole();
		test.press('j', 'j', 's', 'y');
		copyRow(test, 'message');
		expect(test.operator.copied).toEqual(['s: no replica of docs runs']);
	});

	it('leaves y to the plan, which ctrl-y copies as text', async () => {
		const test = openTestConsole();
		test.press('G', 'D', 'enter');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ status: 'ready' }));
		test.press('ctrl-y');
		copyRow(test, 'whole plan');
		expect(test.operator.copied[0]).toContain('If a step fails or you cancel');
		expect(test.control.asked).toEqual([]);
	});

	it('copies from the card of a replica what to do', async () => {
		const test = openTestConsole();
		test.press('G', 'enter', 'd');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'health', diagnosis: expect.anything() }));
		test.press('y');
		copyRow(test, 'what to do');
		expect(test.operator.copied).toEqual([
			[
				'Its log says why: often a database, a setting or a migration that is missing',
				'Correct the app and deploy a new release',
				'Until then, roll back to v40',
			].join('\n'),
		]);
	});

	it('copies an operation with its steps and its result', async () => {
		const test = openTestConsole();
		test.press('G', 'O');
		await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'operation' }));
		test.press('y');
		copyRow(test, 'steps and result');
		expect(test.operator.copied[0]).toContain('Start');
	});
});

describe('a secret', () => {
	/** The menu with the key of a secret chosen. */
	function chooseSecret() {
		const test = openTestConsole();
		const view = test.server.get();
		const projects = exampleProjects.map((project) => ({ ...project, envKeys: ['SECRET_KEY'] }));
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		test.files.put({ '/opt/projects/blog/.env': 'SECRET_KEY=correct-horse\n' });
		test.press('y');
		copyRow(test, 'secret');
		test.press('enter');
		return test;
	}

	it('is copied only after a yes, and never in what the console remembers', async () => {
		const test = chooseSecret();
		expect(test.console.get().dialog).toMatchObject({ kind: 'confirm', question: 'Copy the value of SECRET_KEY of blog?' });
		expect(test.operator.copied).toEqual([]);
		test.press('y');
		await vi.waitFor(() => expect(test.operator.copied).toEqual(['correct-horse']));
		await vi.waitFor(() =>
			expect(messageOf(test)).toBe('Sent to the terminal: SECRET_KEY of blog. It may refuse it silently; its .env has it'),
		);
		expect(JSON.stringify(test.console.get())).not.toContain('correct-horse');
		test.press('Y');
		expect(messageOf(test)).toBe('Y: nothing was copied that may be shown');
	});

	it('is asked for by its name on the screen of secrets', async () => {
		const { console, ...test } = chooseSecret();
		test.press('esc', 'E', 'G', 'y');
		test.wait(quietTime + 1);
		expect(console.get().dialog).toMatchObject({ kind: 'confirm', question: 'Copy the value of SECRET_KEY of blog?' });
		test.press('y');
		await vi.waitFor(() => expect(test.operator.copied).toEqual(['correct-horse']));
	});

	it('stays where it is on any other answer, and on a yes that came with other keys', async () => {
		for (const answer of ['enter', 'esc', 'n']) {
			const test = chooseSecret();
			test.press(answer);
			expect(test.console.get().dialog).toBeUndefined();
			expect(test.operator.copied).toEqual([]);
		}
		const burst = chooseSecret();
		burst.pressTogether('y', 'y');
		expect(burst.operator.copied).toEqual([]);
	});
});
