import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../components/app.tsx';
import { widthOf } from '../../hooks/line.ts';
import type { Draft } from '../../source/runner/drafts.ts';
import { exampleNow, exampleView } from '../fakes/example-fleet.ts';
import { createFakeControl } from '../fakes/fake-control.ts';
import { createFakeDrafts } from '../fakes/fake-drafts.ts';
import { createFakeQuestions } from '../fakes/fake-questions.ts';
import { FakeServerStore } from '../fakes/fake-server-store.ts';
import { createOperatorParts } from '../fakes/operator-parts.ts';
import { type FakeTerminal, openTerminal } from '../fakes/terminal.ts';

const open: FakeTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) terminal.close();
});

/** The console in a terminal, on an engine that has these images, with these drafts kept from before. */
function openApp(columns: number, rows: number, images: readonly string[] = [], ...before: readonly Draft[]) {
	const drafts = createFakeDrafts(...before);
	const parts = { store: new FakeServerStore(exampleView()), control: createFakeControl(), hostname: 'prod-1', now: () => exampleNow };
	const questions = createFakeQuestions();
	questions.repositories = images;
	const lookUp = async () => ({ kind: 'elsewhere', addresses: ['203.0.113.9'] }) as const;
	const terminal = openTerminal(
		<App questions={questions} {...parts} {...createOperatorParts()} drafts={drafts} lookUp={lookUp} />,
		columns,
		rows,
	);
	open.push(terminal);
	const text = () => terminal.rows().join('\n');
	const shows = (words: string) => vi.waitFor(() => expect(text()).toContain(words));
	return { terminal, drafts, shows, text };
}

const sizes = [
	[80, 24],
	[60, 12],
	[160, 45],
] as const;

describe.each(sizes)('the guide to a new project at %i×%i', (columns, rows) => {
	it('fills the screen exactly and always shows the open question', async () => {
		const { terminal, shows } = openApp(columns, rows);
		terminal.type('Nnews\r');
		await shows('Which host names');
		for (const key of ['news.example\r', '\u{1B}[F', '\u{1B}[H']) {
			terminal.type(key);
			await vi.waitFor(() => expect(terminal.rows()).toHaveLength(rows));
			expect(terminal.rows().filter((row) => widthOf(row) > columns)).toEqual([]);
		}
		await shows('What is the project called?');
	});
});

describe('the guide to a new project', () => {
	it('judges a name while it is typed', async () => {
		const { terminal, shows } = openApp(80, 24);
		terminal.type('Nshop');
		await shows('✕ There is a project shop on');
		terminal.type('-2');
		await shows('✓ shop-2 is free');
		terminal.type('_');
		await shows('✕ "shop-2_" is not a project name');
	});

	it('does not call wrong what nobody has answered yet', async () => {
		const { terminal, shows, text } = openApp(80, 24);
		terminal.type('N');
		await shows('What is the project called?');
		expect(text()).not.toMatch(/✕ (Name|Domains)|an answer is needed/);
	});

	it('says where a host name leads, and lets it pass', async () => {
		const { terminal, shows } = openApp(80, 24);
		terminal.type('Nnews\rnews.example');
		await shows('▲ news.example leads to 203.0.113.9');
		terminal.type('\r');
		await shows('▲ Domains');
		await shows('Where does its image come from?');
	});

	it('shows no error any more in the moment in which it is mended', async () => {
		const { terminal, shows, text } = openApp(80, 24);
		terminal.type('Nshop\r');
		await vi.waitFor(() => expect(text().match(/There is a project shop on/g)).toHaveLength(2));
		terminal.type('-2');
		await shows('✓ shop-2 is free');
		expect(text()).not.toContain('There is a project shop on');
	});

	it('offers the images of the engine, as many as fit', async () => {
		const images = ['ghcr.io/you/news', ...Array.from({ length: 20 }, (_, index) => `registry.example:5000/app-${index}`)];
		const { terminal, shows } = openApp(80, 24, images);
		terminal.type('Nnews\rnews.example\r');
		await shows('‹ build  ghcr.io/you/news');
		expect(terminal.rows().filter((row) => widthOf(row) > 80)).toEqual([]);
		terminal.type('\u{1B}[C');
		await shows('> ghcr.io/you/news');
	});

	it('shows the end of a long answer, where it grows', async () => {
		const { terminal, shows } = openApp(80, 24);
		terminal.type('Nnews\r\u{1B}[200~a.example b.example c.example d.example e.example the-last.example\u{1B}[201~');
		await shows('the-last.example');
	});

	it('says at the start that one was begun', async () => {
		const texts = { name: 'news' };
		const { shows, terminal } = openApp(80, 24, [], {
			id: 'new-1',
			texts,
			at: 'domains',
			passed: ['name'],
			changedAt: exampleNow,
			isStarted: false,
		});
		await shows('A new project was begun: news (1 of 15 answers); N goes on');
		terminal.type('N');
		await shows('Go on with news (1 of 15 answers)');
	});
});
