import { describe, expect, it, vi } from 'vitest';
import { quietTime } from '../../../hooks/handle-keys.ts';
import { findWizard } from '../../../hooks/wizard/change-wizard.ts';
import { keepDrafts } from '../../../hooks/wizard/keep-drafts.ts';
import { loadDrafts } from '../../../hooks/wizard/known-drafts.ts';
import { watchDomains } from '../../../hooks/wizard/watch-domains.ts';
import type { DomainLookup } from '../../../source/model/domain-lookup.ts';
import type { Draft } from '../../../source/runner/drafts.ts';
import { exampleProjects, exampleView, fleetProject } from '../../fakes/example-fleet.ts';
import { examplePlan } from '../../fakes/example-plan.ts';
import { finished } from '../../fakes/fake-control.ts';
import { createFakeDrafts } from '../../fakes/fake-drafts.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

const begun: Draft = {
	id: 'new-1',
	texts: { name: 'news', domains: 'news.example', port: '3000' },
	at: 'port',
	passed: ['name', 'domains'],
	changedAt: 1,
	isStarted: false,
};

/** A console that keeps drafts, with those that were there before. */
async function open(...before: readonly Draft[]) {
	const drafts = createFakeDrafts(...before);
	const test = openTestConsole({ drafts });
	keepDrafts(test.console);
	await loadDrafts(test.console);
	const wizard = () => findWizard(test.console.get());
	return { ...test, drafts, wizard };
}

const type = (text: string) => [...text].map((character) => (character === ' ' ? 'space' : character));

/** Answers name and host name, and goes to the end. */
async function openPlan() {
	const test = await open();
	const intent = { kind: 'new', name: 'news', projectText: '' } as const;
	test.control.plans = [{ ...examplePlan, intent, project: 'news', title: 'New project news' }];
	test.press('N', ...type('news'), 'enter', ...type('news.example'), 'enter', 'end', 'enter');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
	return test;
}

describe('the guide to a new project', () => {
	it('takes letters for letters, also those that are commands elsewhere', async () => {
		const { press, wizard, terminalCalls } = await open();
		press('N', ...type('qD?/x'));
		expect(wizard()?.texts.name).toBe('qD?/x');
		press('backspace', 'backspace');
		expect(wizard()?.texts.name).toBe('qD?');
		press('ctrl-u');
		expect(wizard()?.texts.name).toBe('');
		expect(terminalCalls).toEqual([]);
	});

	it('answers several questions in one burst', async () => {
		const { pressTogether, wizard } = await open();
		pressTogether('N', ...type('news'), 'enter', ...type('news.example'), 'enter', 'enter');
		expect(wizard()).toMatchObject({
			texts: { name: 'news', domains: 'news.example' },
			at: 'context',
			passed: ['name', 'domains', 'source'],
		});
	});

	it('takes a paste into the answer, on one line, and no Enter out of it', async () => {
		const { press, wizard } = await open();
		press('N', ...type('news'), 'enter', { paste: 'news.example\r\nwww.news.example\r\n' });
		expect(wizard()).toMatchObject({ at: 'domains', texts: { domains: 'news.example www.news.example' } });
	});

	it('does not go on with an answer that would be refused, and says why', async () => {
		const { press, wizard, console } = await open();
		press('N', ...type('shop'), 'enter');
		expect(wizard()?.at).toBe('name');
		expect(console.get().message?.text).toBe('There is a project shop on prod-1 already');
	});

	it('says no more of an answer once it is mended, with the first key', async () => {
		const { press, console } = await open();
		press('N', ...type('shop'), 'enter');
		expect(console.get().message?.text).toBe('There is a project shop on prod-1 already');
		press('s');
		expect(console.get().message).toBeUndefined();
		press('end', 'enter', 'backspace');
		expect(console.get().message).toBeUndefined();
	});

	it('offers the images that the engine has as places where the image comes from', async () => {
		const { press, wizard, questions, console } = await open();
		questions.repositories = ['ghcr.io/you/news', 'nginx'];
		press('N', ...type('news'), 'enter', ...type('news.example'), 'enter');
		await vi.waitFor(() => expect(wizard()?.repositories).toHaveLength(2));
		press('right');
		expect(wizard()?.texts.source).toBe('ghcr.io/you/news');
		press('right', 'right');
		expect(wizard()?.texts.source).toBe('build');
		press('left', 'left', 'enter');
		expect(wizard()).toMatchObject({ at: 'port', texts: { source: 'ghcr.io/you/news' } });
		expect(console.get().message).toBeUndefined();
	});

	it('offers none where the engine has none, or does not say', async () => {
		const { press, wizard } = await open();
		press('N', ...type('news'), 'enter', ...type('news.example'), 'enter', 'right');
		expect(wizard()).toMatchObject({ at: 'source', repositories: [] });
		expect(wizard()?.texts.source).toBeUndefined();
	});

	it('goes back by Esc, Shift-Tab and ↑ with every answer kept', async () => {
		const { press, wizard } = await open();
		press('N', ...type('news'), 'enter', ...type('news.example'), 'tab', 'down');
		for (const key of ['esc', 'shift-tab', 'up']) press(key);
		expect(wizard()).toMatchObject({ at: 'name', texts: { name: 'news', domains: 'news.example' } });
	});

	it('makes no plan while an answer would be refused: that question opens', async () => {
		const { press, wizard, control, console } = await open();
		press('N', ...type('news'), 'end', 'enter');
		expect(wizard()?.at).toBe('domains');
		expect(console.get().message?.text).toBe('Domains has to be mended first');
		expect(control.planned).toEqual([]);
	});

	it('ends in a plan, from which Esc comes back to the answers', async () => {
		const { press, wizard, control, console } = await openPlan();
		expect(control.planned).toEqual([
			{ kind: 'new', name: 'news', projectText: expect.stringMatching(/^name: news$[\s\S]*^domains: \[news\.example\]$/m) },
		]);
		press('esc');
		expect(console.get().screens).toHaveLength(1);
		expect(wizard()).toMatchObject({ at: 'plan', texts: { name: 'news' } });
	});

	it('starts nothing by a burst that runs on into the plan', async () => {
		const { press, pressTogether, control, console } = await openPlan();
		press('esc');
		pressTogether('enter', 'y');
		await vi.waitFor(() => expect(console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
		pressTogether('y', 'enter');
		press({ paste: 'y' });
		expect(control.asked).toEqual([]);
	});
});

describe('answers that nobody has finished', () => {
	it('are kept as they are typed, the last letter too when the console is closed at once', async () => {
		const { pressTogether, drafts } = await open();
		pressTogether('N', ...type('news'), 'ctrl-c');
		await vi.waitFor(() => expect([...drafts.kept.values()]).toMatchObject([{ texts: { name: 'news' }, at: 'name' }]));
		expect(drafts.saves).toBeLessThan(4);
	});

	it('are not kept when nothing was typed', async () => {
		const { press, drafts, console } = await open();
		press('N', 'esc');
		expect([console.get().screens, drafts.saves]).toEqual([[], 0]);
	});

	it('are offered at the next start, and gone on with where they were left', async () => {
		const { press, console, wizard } = await open(begun);
		expect(console.get().message?.text).toBe('A new project was begun: news (2 of 15 answers); N goes on');
		press('N', 'enter');
		expect(wizard()).toMatchObject({ draft: 'new-1', at: 'port', texts: begun.texts });
	});

	it('do not stand in the way of another project', async () => {
		const { press, wizard, drafts } = await open(begun);
		press('N', 'j', 'enter', ...type('blog-2'));
		expect(wizard()?.draft).not.toBe('new-1');
		await vi.waitFor(() => expect(drafts.kept.size).toBe(2));
	});

	it('are discarded only after the question', async () => {
		const { press, drafts, console, wait } = await open(begun);
		press('N', 'G', 'enter', 'enter');
		expect(drafts.kept.size).toBe(1);
		wait(quietTime + 1);
		press('N', 'G', 'enter', 'y');
		await vi.waitFor(() => expect(drafts.kept.size).toBe(0));
		expect(console.get().drafts).toEqual([]);
	});

	it('are left without a question where they are kept, and only after one where they are not', async () => {
		const { press, drafts, console, wizard, wait } = await open();
		press('N', ...type('ne'), 'esc');
		expect(console.get().message?.text).toBe('The answers are kept; N goes on with them');
		await vi.waitFor(() => expect(console.get().drafts).toHaveLength(1));
		drafts.isFull = true;
		press('N', 'enter', 'w');
		await vi.waitFor(() => expect(wizard()?.notKept).toBe('Could not write the draft: the disk is full'));
		press('esc');
		expect(console.get().dialog).toMatchObject({ kind: 'confirm', purpose: { kind: 'leave-wizard' } });
		press('n', 'ctrl-c');
		expect(wizard()?.texts.name).toBe('new');
		wait(quietTime + 1);
		press('y');
		expect(console.get().screens).toEqual([]);
	});

	it('go when the project was made', async () => {
		const { press, drafts, console, control, server } = await openPlan();
		press('y');
		await vi.waitFor(() => expect(console.get().screens).toEqual([{ kind: 'operation', id: '1' }]));
		await vi.waitFor(() => expect([...drafts.kept.values()]).toMatchObject([{ isStarted: true }]));
		server.set(exampleView([...exampleProjects, fleetProject({ name: 'news', id: 9 })]));
		control.tell(finished('done'));
		await vi.waitFor(() => expect(drafts.kept.size).toBe(0));
		expect(console.get().fleet.selected).toBe('news');
	});

	it('stay when making it failed, so that nothing is typed twice', async () => {
		const { press, drafts, console, control, wizard } = await openPlan();
		press('y');
		await vi.waitFor(() => expect(console.get().drafts).toMatchObject([{ isStarted: true }]));
		control.tell(finished('failed'));
		await vi.waitFor(() => expect(console.get().operations['1']?.finished).toBeDefined());
		press('esc', 'N', 'enter');
		expect(wizard()).toMatchObject({ at: 'plan', texts: { name: 'news' } });
		expect(drafts.kept.size).toBe(1);
	});

	it('are not offered for a project that was made while no console looked', async () => {
		const { press, server, drafts, console, wizard } = await open({ ...begun, isStarted: true });
		const view = server.get();
		const projects = [...exampleProjects, fleetProject({ name: 'news', id: 9 })];
		if (view.snapshot !== undefined) server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		expect(console.get().message).toBeUndefined();
		press('N');
		expect(wizard()?.texts).toEqual({});
		await vi.waitFor(() => expect(drafts.kept.size).toBe(0));
	});
});

describe('host names', () => {
	it('are asked for once they are typed, and not for each letter', async () => {
		const asked: string[] = [];
		const answer: DomainLookup = { kind: 'here', addresses: ['203.0.113.7'] };
		const lookUp = async (domain: string) => {
			asked.push(domain);
			return answer;
		};
		const { console, press } = openTestConsole({ lookUp });
		const end = watchDomains(console);
		press('N', ...type('news'), 'enter', ...type('news.example www.news.example'));
		await vi.waitFor(() => expect(findWizard(console.get())?.lookups).toEqual({ 'news.example': answer, 'www.news.example': answer }));
		expect(asked).toEqual(['news.example', 'www.news.example']);
		end();
	});
});
