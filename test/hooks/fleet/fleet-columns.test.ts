import { expect, test } from 'vitest';
import { startState } from '../../../hooks/console-state.ts';
import { fleetScreenLines } from '../../../hooks/fleet/fleet-lines.ts';
import { plainText } from '../../../hooks/line.ts';
import type { ServerView } from '../../../source/watch/view.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

/** The line of a project on a screen of 80 columns, while somebody else changes it. */
function lineOf(name: string, isUndoing: boolean): string {
	const operation = {
		id: 'op',
		operation: 'deploy',
		project: name,
		user: 'ci',
		pid: 1,
		host: 'srv1',
		since: exampleNow - 12_000,
		alive: true,
	};
	const view = exampleView();
	const step = examplePlan.steps.find(({ kind }) => kind === 'await-healthy');
	if (view.snapshot === undefined || step === undefined) throw new Error('the example is another one');
	const projects = view.snapshot.projects.map((project) => (project.name === name ? { ...project, operation } : project));
	const changed: ServerView = { ...view, snapshot: { ...view.snapshot, projects }, steps: { op: { number: 5, of: 12, step, isUndoing } } };
	const lines = fleetScreenLines(changed, startState(exampleNow), { columns: 80, rows: 21 }).map(plainText);
	return lines.find((line) => line.includes(` ${name} `)) ?? '';
}

test('80 columns say of a change that somebody else has started which step of how many it is at, and what that does', () => {
	expect(lineOf('docs', false)).toMatch(/deploy 5\/12 Wait until \d+ replica/);
});

test('a step that is undone is called so', () => {
	expect(lineOf('docs', true)).toContain('deploy 5/12 undo: ');
});
