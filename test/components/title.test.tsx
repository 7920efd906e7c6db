import { afterEach, describe, expect, it, vi } from 'vitest';
import { App, type AppProps } from '../../components/app.tsx';
import { themeOf } from '../../components/theme.ts';
import { exampleNow, exampleView, fleetProject } from '../fakes/example-fleet.ts';
import { createFakeControl } from '../fakes/fake-control.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

const viewOf = (health: 'healthy' | 'unhealthy') =>
	exampleView([fleetProject({ name: 'shop', id: 1, release: 'v1', healths: ['healthy', health] })]);
/** Those that end no title. */
const bells = (written: string) => written.split('\u{7}').length - written.split('\u{1B}]2;').length;

function openApp(options: Partial<AppProps> = {}) {
	const store = new FakeServerStore(viewOf('healthy'));
	const props = {
		store,
		control: createFakeControl(),
		questions: createFakeQuestions(),
		...createOperatorParts(),
		hostname: 'prod-1',
		now: () => exampleNow,
		...options,
	};
	const terminal = openTerminal(<App {...props} />, 80, 24);
	open.push(terminal);
	return { store, terminal, writes: (text: string) => vi.waitFor(() => expect(terminal.aside()).toContain(text)) };
}

describe('the title of the terminal', () => {
	it('names what is unhealthy, and is given back at the end', async () => {
		const { store, terminal, writes } = openApp();
		await writes('\u{1B}[22;2t\u{1B}]2;● prod-1 · 1 project\u{7}');
		store.set(viewOf('unhealthy'));
		await writes('\u{1B}]2;▲ shop · 1 of 1\u{7}');
		terminal.type('q');
		await terminal.ended;
		expect(terminal.aside()).toContain('\u{1B}]2;\u{7}\u{1B}[23;2t');
	});

	it('is written again only when it changes', async () => {
		const { store, terminal, writes } = openApp();
		await writes('prod-1');
		store.set({ ...viewOf('healthy'), freshAt: 1 });
		store.set(viewOf('unhealthy'));
		await writes('1 of 1');
		expect(terminal.aside().split(']2;')).toHaveLength(3);
	});

	it('holds no command for the terminal, whatever a host is called', async () => {
		const { terminal, writes } = openApp({ hostname: 'prod\u{7}\u{1B}]0;x' });
		await writes(']2;');
		expect(terminal.aside()).not.toContain('\u{1B}]0');
	});

	it('is left alone in a terminal without one, and where the operator wants that', async () => {
		for (const options of [{ theme: themeOf({ TERM: 'dumb' }) }, { hasTitle: false }]) {
			const { store, terminal, writes } = openApp(options);
			await vi.waitFor(() => expect(terminal.rows()).toHaveLength(24));
			store.set(viewOf('unhealthy'));
			await writes('\u{7}');
			expect(terminal.aside()).not.toMatch(/\]2;|2[23];2t/);
		}
	});
});

describe('the bell', () => {
	it('rings once when a project becomes unhealthy', async () => {
		const { store, terminal, writes } = openApp();
		await writes('prod-1');
		store.set(viewOf('unhealthy'));
		store.set({ ...viewOf('unhealthy'), freshAt: 1 });
		await writes('1 of 1');
		expect(bells(terminal.aside())).toBe(1);
	});

	it('is silent where the operator wants that', async () => {
		const { store, terminal, writes } = openApp({ hasBell: false });
		await writes('prod-1');
		store.set(viewOf('unhealthy'));
		await writes('1 of 1');
		expect(bells(terminal.aside())).toBe(0);
	});
});
