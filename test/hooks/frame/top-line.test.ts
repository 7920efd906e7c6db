import { expect, test } from 'vitest';
import { topLine } from '../../../hooks/frame/top-line.ts';
import { plainText } from '../../../hooks/line.ts';
import type { ServerView } from '../../../source/watch/view.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

const textOf = (view: ServerView, width = 160) => plainText(topLine(view, exampleNow, 'srv1', width));
const [step] = examplePlan.steps;

/** The example server with an operation that somebody else has started on its first project. */
function changing(view: ServerView): ServerView {
	const operation = { id: 'op', operation: 'deploy', user: 'ci', pid: 1, host: 'srv1', since: exampleNow - 12_000, alive: true };
	const projects = view.snapshot?.projects.map(({ operation: _, ...one }, index) =>
		index === 0 ? { ...one, operation: { ...operation, project: one.name } } : one,
	);
	if (view.snapshot === undefined || projects === undefined || step === undefined) return view;
	return { ...view, snapshot: { ...view.snapshot, projects }, steps: { op: { number: 5, of: 12, step, isUndoing: false } } };
}

test('says how busy the machine is, not what the containers of projects use', () => {
	const { machineCpu: _, ...view } = exampleView();
	expect(textOf({ ...view, machineCpu: 37 })).toContain('CPU 37 % of 4 cores');
	expect(textOf(view)).not.toContain('CPU');
});

test('says at which step an operation is that was started elsewhere', () => {
	expect(textOf(changing(exampleView()), 80)).toContain('deploy blog 5/12 12 s ci');
});
