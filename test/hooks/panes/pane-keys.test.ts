import { describe, expect, it, vi } from 'vitest';
import { disabledReason } from '../../../hooks/disabled.ts';
import { focusOrder } from '../../../hooks/panes/focus-order.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

/** The fleet with shop selected and the pane focused; `replicas` on its second row. */
function openPane(pane: string): TestConsole {
	const test = openTestConsole();
	test.press('G', String(focusOrder.indexOf(pane) + 1));
	if (pane === 'replicas') test.press('j');
	return test;
}

/** What the key has led to, in one line. */
function outcome({ console, operator }: TestConsole): string {
	const { dialog, screens, message, log, fleet, isZoomed } = console.get();
	const top = screens.at(-1);
	if (operator.ran.length > 0) return `shell in ${operator.ran[0]?.[4]}`;
	if (message?.tone === 'warn' || message?.tone === 'bad') return message.text;
	if (dialog?.kind === 'number') return `number for ${dialog.project}`;
	if (dialog?.kind === 'choose') return `${dialog.purpose.kind} list of ${dialog.title.match(/shop/)?.[0] ?? 'nothing'}`;
	if (top?.kind === 'logs')
		return `logs of ${[log?.project, log?.service, log?.berth, log?.replica].filter((part) => part !== undefined).join(' ')}`;
	if (top?.kind === 'health') return `card of ${top.container}`;
	if (top?.kind === 'project') return `${top.tab} of ${top.project}`;
	if (top?.kind === 'plan' && 'project' in top.intent) return `plan to ${top.intent.kind} ${top.intent.project}`;
	if (top?.kind === 'secrets') return `secrets of ${top.project}`;
	if (top !== undefined) return top.kind;
	if (isZoomed) return 'zoom';
	return (fleet.marks ?? []).length > 0 ? `mark ${fleet.marks?.join()}` : 'nothing';
}

const ofProject = (what: string) => `${what} is selected, and this is for a whole project; 1 goes to it`;
const forProject = { h: 'releases of shop', p: 'ports of shop' };
const changes = { D: 'deploy list of shop', S: 'number for shop', B: 'rollback list of shop', E: 'secrets of shop' };
const offFor = (keys: string, what: string) => Object.fromEntries([...keys].map((key) => [key, `${key}: ${ofProject(what)}`]));
const wholeProject = {
	...{ ...forProject, ...changes, X: 'plan to remove shop', R: 'plan to restart shop', T: 'plan to stop shop', space: 'mark shop' },
	...{ U: 'U: nothing of shop is stopped', W: 'W: nothing of shop is paused', C: 'plan to renew-certificate shop' },
	...{ l: 'logs of shop', s: 'shell list of shop', d: 'overview of shop' },
};

/** Every key of a selection in every pane: it acts on what is under the cursor, or says why not. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	fleet: { ...wholeProject, enter: 'overview of shop' },
	traffic: { ...wholeProject, enter: 'zoom' },
	ports: { ...wholeProject, enter: 'zoom' },
	replicas: {
		R: 'R: replicas restart together, through the other berth, so that none is missing; 1 goes to the project',
		T: 'T: the site would go on sending requests to it: S runs fewer; 1 goes to the project',
		U: 'U: all that are stopped start together; 1 goes to the project',
		W: 'W: all that are paused go on together; 1 goes to the project',
		C: 'C: its site has one certificate for all replicas; 1 goes to the project',
		...{ l: 'logs of shop blue 2', s: 'shell in shop-blue-2', d: 'card of shop-blue-2', enter: 'card of shop-blue-2' },
		...{ ...forProject, ...changes, X: `X: ${ofProject('replica blue 2')}`, space: `Space: ${ofProject('replica blue 2')}` },
	},
	services: {
		R: `R: ${ofProject('postgres')}`,
		...{ l: 'logs of shop postgres', s: 'shell in shop-postgres', d: 'card of shop-postgres', enter: 'card of shop-postgres' },
		...{ ...forProject, ...offFor('DSBXETUCW', 'postgres'), space: `Space: ${ofProject('postgres')}` },
	},
	operations: {
		R: `R: ${ofProject('a past operation')}`,
		l: 'l: a past operation is selected; Enter opens it, with what it wrote',
		s: 's: a past operation is selected; Enter opens it, with what it wrote',
		...{ d: 'There is no operation 20260301-132511-shop', enter: 'There is no operation 20260301-132511-shop' },
		...{ ...forProject, ...offFor('DSBXETUCW', 'a past operation'), space: `Space: ${ofProject('a past operation')}` },
	},
};

describe('a key in a pane', () => {
	it('is tried in every pane there is', () => {
		expect(Object.keys(table).toSorted()).toEqual([...focusOrder].toSorted());
	});

	for (const [pane, keys] of Object.entries(table)) {
		for (const [key, words] of Object.entries(keys)) {
			it(`${key} in ${pane}: ${words}`, async () => {
				const test = openPane(pane);
				test.press(key);
				await vi.waitFor(() => expect(outcome(test)).toBe(words));
			});
		}
	}

	it('stays with the replica under the cursor when others come before it', () => {
		const test = openPane('replicas');
		const view = test.server.get();
		const projects = (view.snapshot?.projects ?? []).map((project) => {
			const [first] = project.replicas;
			const more = first === undefined ? [] : [{ ...first, id: 'zero', name: `${project.name}-blue-0`, index: 0 }];
			return { ...project, replicas: [...more, ...project.replicas] };
		});
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		test.press('l');
		expect(outcome(test)).toBe('logs of shop blue 2');
	});

	it('goes on with the container whose log or card is in front', async () => {
		const log = openPane('services');
		log.press('l', 's');
		await vi.waitFor(() => expect(outcome(log)).toBe('shell in shop-postgres'));
		const card = openPane('services');
		card.press('d', 'l');
		expect(outcome(card)).toBe('logs of shop postgres');
	});

	it('is off for a replica that is gone or has stopped, and says so', () => {
		const test = openPane('replicas');
		const view = test.server.get();
		const projects = (view.snapshot?.projects ?? []).map((project) => ({
			...project,
			replicas: project.replicas.filter(({ index }) => index !== 2),
		}));
		if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
		expect(disabledReason('shell', test.console)).toBe('shop-blue-2 is gone');
	});
});
