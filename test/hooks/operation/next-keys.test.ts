import { describe, expect, it, vi } from 'vitest';
import { activeScopes } from '../../../hooks/console-state.ts';
import { hintLine } from '../../../hooks/frame/bottom-lines.ts';
import { plainText } from '../../../hooks/line.ts';
import { beginFollowing, readEntries } from '../../../hooks/operation/followed-operation.ts';
import { findOperation } from '../../../hooks/operation/open-operation.ts';
import { operationParts } from '../../../hooks/operation/use-operation-screen.ts';
import type { Outcome } from '../../../source/journal/records.ts';
import type { ProjectSnapshot } from '../../../source/model/snapshot.ts';
import type { Intent } from '../../../source/operations/plan.ts';
import { exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import { examplePlan } from '../../fakes/example-plan.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const body = { columns: 80, rows: 20 };
const running = { id: '2', operation: 'scale', project: 'shop', user: 'ci', pid: 1, host: 'prod-1', since: 0, alive: true };

function lastWords(outcome: Outcome, intent: Intent = examplePlan.intent, projects: readonly ProjectSnapshot[] = exampleProjects) {
	const operation = { id: '1', plan: { ...examplePlan, intent }, user: 'anna', host: 'prod-1', requestedAt: 0 };
	const ended = readEntries(beginFollowing(operation), [{ at: 9, kind: 'finished', outcome }]);
	return plainText(operationParts(ended, 9, body, exampleView(projects)).result.at(-1) ?? []);
}

function shopAs(change: Partial<ProjectSnapshot>): readonly ProjectSnapshot[] {
	return exampleProjects.map((project) => (project.name === 'shop' ? { ...project, ...change } : project));
}

async function openOperation(): Promise<TestConsole> {
	const test = openTestConsole();
	void findOperation(test.console, 'shop');
	await vi.waitFor(() => expect(activeScopes(test.console.get())).toContain('operation'));
	return test;
}

describe('the last line of a result', () => {
	it('names the keys that one wants next', () => {
		expect(lastWords('done')).toBe(' Next: B rolls back, l shows the logs.');
		expect(lastWords('failed')).toBe(' Next: l shows the logs, D deploys again.');
		expect(lastWords('cancelled', { kind: 'rollback', project: 'shop' })).toBe(' Next: l shows the logs, B rolls back again.');
		expect(lastWords('done', { kind: 'new', name: 'shop', projectText: '' })).toBe(' Next: D deploys.');
	});

	it('names no roll back where there is nothing to go back to', () => {
		expect(lastWords('done', examplePlan.intent, shopAs({ releases: [] }))).toBe(' Next: l shows the logs.');
	});

	it('names no key of a project that is gone, or that somebody changes again', () => {
		const projects = exampleProjects.filter(({ name }) => name !== 'shop');
		expect(lastWords('done', { kind: 'remove', project: 'shop' }, projects)).toContain('Done');
		expect(lastWords('done', examplePlan.intent, shopAs({ operation: running }))).toContain('Done');
	});

	it('is there also where the result is longer than half of the screen', () => {
		const operation = { id: '1', plan: examplePlan, user: 'anna', host: 'prod-1', requestedAt: 0 };
		const failure = {
			kind: 'external',
			what: 'it failed',
			why: Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n'),
		} as const;
		const ended = readEntries(beginFollowing(operation), [{ at: 9, kind: 'finished', outcome: 'failed', failure }]);
		const { result } = operationParts(ended, 9, body, exampleView());
		expect(result).toHaveLength(10);
		expect(plainText(result.at(-1) ?? [])).toContain('Next:');
	});
});

describe('the keys of changes on the screen of an operation', () => {
	it('wait for its end, and say so', async () => {
		const test = await openOperation();
		test.press('D');
		expect(test.console.get().message?.text).toBe('D: this operation is not over; c cancels it');
		expect(plainText(hintLine(test.console, 80))).not.toContain('roll back');
	});

	it('change the project of the operation, whichever the list has selected', async () => {
		const test = await openOperation();
		test.control.tell({ at: 5, kind: 'finished', outcome: 'done' });
		await vi.waitFor(() => expect(plainText(hintLine(test.console, 80))).toContain('D deploy  B roll back  l logs'));
		test.press('B');
		expect(test.console.get().dialog).toMatchObject({ purpose: { kind: 'rollback', project: 'shop' } });
		test.press('esc', 'D', 'enter');
		await vi.waitFor(() => expect(test.control.planned).toMatchObject([{ kind: 'deploy', project: 'shop' }]));
	});

	it('need not wait until the server is seen without an operation whose end is told', async () => {
		const test = await openOperation();
		test.server.set(exampleView(shopAs({ operation: { ...running, id: '1' } })));
		test.control.tell({ at: 5, kind: 'finished', outcome: 'done' });
		await vi.waitFor(() => expect(test.console.get().operations['1']?.finished).toBeDefined());
		test.press('D');
		expect(test.console.get().dialog).toMatchObject({ purpose: { kind: 'deploy', project: 'shop' } });
	});

	it('say that its project is gone', async () => {
		const test = await openOperation();
		test.server.set(exampleView(exampleProjects.filter(({ name }) => name !== 'shop')));
		test.control.tell({ at: 5, kind: 'finished', outcome: 'done' });
		await vi.waitFor(() => expect(test.console.get().operations['1']?.finished).toBeDefined());
		test.press('D');
		expect(test.console.get().message?.text).toBe('D: there is no project shop on this server');
	});
});
