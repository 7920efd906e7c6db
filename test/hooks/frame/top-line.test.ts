import { expect, test } from 'vitest';
import { bannerLine, topLine } from '../../../hooks/frame/top-line.ts';
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

test('says above all else which file ends nginx at each start, and the way out', () => {
	const view = exampleView();
	const { snapshot } = view;
	if (snapshot === undefined) throw new Error('the example has no snapshot');
	const { instance: _, ...stopped } = snapshot.proxy;
	const path = `${snapshot.root}/nginx/conf.d/zz.conf`;
	const down = { state: 'restarting', cause: `[emerg] bad in ${path}:1`, offender: { path, line: 1 } } as const;
	const bannerOf = (proxy: typeof snapshot.proxy) => plainText(bannerLine({ ...view, snapshot: { ...snapshot, proxy } }, exampleNow) ?? []);
	expect(bannerOf({ ...stopped, down })).toBe(
		' ✕ nginx does not run: no site answers. Correct or remove nginx/conf.d/zz.conf (line 1), then berth proxy start: [emerg] bad in nginx/conf.d/zz.conf:1',
	);
	expect(bannerOf(stopped)).toBe(' ✕ nginx does not run: no site answers. berth proxy start starts it.');
});

test('says what nginx has against its configuration, and not only that its test failed', () => {
	const view = exampleView();
	const { snapshot } = view;
	if (snapshot === undefined) throw new Error('the example has no snapshot');
	const complaint = `nginx: [emerg] unknown directive "x" in ${snapshot.root}/nginx/conf.d/zz.conf:1`;
	const test = { valid: false, output: [complaint, 'nginx: configuration file test failed'], complaint };
	expect(plainText(bannerLine({ ...view, snapshot: { ...snapshot, proxy: { ...snapshot.proxy, test } } }, exampleNow) ?? [])).toBe(
		' ▲ nginx refuses its configuration: nginx: [emerg] unknown directive "x" in nginx/conf.d/zz.conf:1',
	);
});
