import { describe, expect, test, vi } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { examplePlan } from '../fakes/example-plan.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';
import { finished } from '../fakes/fake-control.ts';

const proof = { probes: 1240, probesFailed: 0, slowest: 84, requests: 8312, requestsFailed: 0, byRelease: { v42: 8312 }, failures: [] };
const busy = new Failure({ kind: 'busy', what: 'shop is being changed', why: 'ben holds it' });

describe('a change without a terminal', () => {
	test('is refused unless somebody agreed to it', async () => {
		const cli = createFakeCli();
		expect(await cli.run('deploy', 'shop', 'v42')).toBe(2);
		expect(cli.err).toEqual([
			'There is no terminal to ask on, so nothing was changed',
			'Add --yes to do it, or --plan to see what would be done',
		]);
		expect(cli.control.asked).toEqual([]);
	});

	test('is carried out with --yes, and each step and the proof are told', async () => {
		const cli = createFakeCli();
		cli.control.tell({ at: 1, kind: 'doing', step: 0 });
		cli.control.tell(finished('done', { proof }));
		expect(await cli.run('deploy', 'shop', 'v42', '--yes')).toBe(0);
		expect(cli.control.planned).toEqual([{ kind: 'deploy', project: 'shop', version: 'v42' }]);
		expect(cli.out).toEqual([
			'! shop-blue-2 is unhealthy now',
			'[1/4] Start 3 replicas of v42 in green (127.0.0.1:8117–8119)',
			'Done: Deploy shop v42: blue (v41) → green, 3 replicas',
			'Proof: 1 240 probes, 0 failed, slowest 84 ms; 8 312 requests of everybody, 0 failed',
		]);
	});

	test('gives one JSON object with plan, outcome and proof', async () => {
		const cli = createFakeCli();
		cli.control.tell({ at: 1, kind: 'doing', step: 0 });
		cli.control.tell(finished('done', { proof }));
		expect(await cli.run('--json', 'scale', 'shop', '3', '--yes')).toBe(0);
		expect(cli.json()).toEqual({ operation: '1', plan: examplePlan, outcome: 'done', proof });
	});

	test('says how it failed, and ends with 1 once it is undone', async () => {
		const cli = createFakeCli();
		cli.control.tell(finished('failed', { failure: { kind: 'external', what: 'shop v42 never became healthy', output: ['boom'] } }));
		expect(await cli.run('deploy', 'shop', 'v42', '--yes')).toBe(1);
		expect(cli.err).toEqual(['shop v42 never became healthy', '    boom']);
	});

	test('says what a failed deploy took from a warm roll back', async () => {
		const cli = createFakeCli();
		const clearing = { kind: 'clear-berth', project: 'shop', berth: 'green', containers: ['shop-green-1'], warm: 'v40' } as const;
		cli.control.plans = [{ ...examplePlan, steps: [clearing, ...examplePlan.steps] }];
		cli.control.tell({ at: 1, kind: 'done', step: 0, took: 1 });
		cli.control.tell(finished('failed', { failure: { kind: 'external', what: 'shop v42 never became healthy' } }));
		expect(await cli.run('deploy', 'shop', 'v42', '--yes')).toBe(1);
		expect(cli.out.at(-1)).toBe('The stopped replicas of v40 in green are gone: a roll back to v40 starts new ones');
	});

	test.each([
		['flawed', 1],
		['cancelled', 130],
		['stuck', 3],
		['refused', 2],
		['busy', 4],
	] as const)('ends an operation that was %s with %d', async (outcome, code) => {
		const cli = createFakeCli();
		cli.control.tell(finished(outcome));
		expect(await cli.run('deploy', 'shop', 'v42', '--yes')).toBe(code);
	});

	test('says how to go on when the runner died', async () => {
		const cli = createFakeCli();
		cli.control.die();
		cli.control.words = ['Berth met an error it did not expect', 'out of memory'];
		expect(await cli.run('deploy', 'shop', 'v42', '--yes')).toBe(3);
		expect(cli.err.join('\n')).toContain('out of memory');
		expect(cli.err.slice(1, 3)).toEqual(['`berth resume 1` finishes or undoes it', '    Berth met an error it did not expect']);
	});

	test('only prints the id with --detach', async () => {
		const cli = createFakeCli();
		expect(await cli.run('restart', 'shop', '--yes', '--detach')).toBe(0);
		expect(await cli.run('rollback', 'shop', '--yes', '--detach')).toBe(0);
		expect(cli.out).toEqual(['1', '1']);
		expect(cli.control.planned).toEqual([
			{ kind: 'restart', project: 'shop' },
			{ kind: 'rollback', project: 'shop' },
		]);
	});

	test.each(['stop', 'start', 'unpause'])('%ss a whole project', async (kind) => {
		const cli = createFakeCli();
		expect(await cli.run(kind, 'shop', '--yes', '--detach')).toBe(0);
		expect(cli.control.planned).toEqual([{ kind, project: 'shop' }]);
	});

	test.each([
		['restart', '`berth restart shop` does that; `berth health shop` says why one is ill'],
		['stop', '`berth scale shop <replicas>` runs fewer without a failed request; `berth stop shop` stops all'],
		['start', '`berth start shop` does that'],
		['unpause', '`berth unpause shop` does that'],
	])('%s of one replica is refused with the reason and what to type instead', async (kind, next) => {
		const cli = createFakeCli();
		expect(await cli.run(kind, 'shop', '2', '--yes')).toBe(2);
		expect(cli.err).toEqual([expect.stringMatching(/^Replicas of shop are not (?:re)?(?:started|stopped|unpaused) one by one: /), next]);
		expect(cli.control.planned).toEqual([]);
	});

	test('leaves the operation running when the command is interrupted', async () => {
		const cli = createFakeCli();
		const code = cli.run('deploy', 'shop', 'v42', '--yes');
		await vi.waitFor(() => expect(cli.control.asked).toEqual(['start']));
		cli.interrupt();
		expect(await code).toBe(4);
		expect(cli.out.at(-1)).toContain('berth attach 1');
		expect(cli.control.asked).toEqual(['start']);
	});
});

describe('--plan', () => {
	test('shows what would be done and changes nothing', async () => {
		const cli = createFakeCli();
		expect(await cli.run('deploy', 'shop', 'v42', '--plan')).toBe(0);
		expect(cli.out[0]).toBe(examplePlan.title);
		expect(cli.out).toContain('    +upstream shop { server 127.0.0.1:8117; }');
		expect(cli.control.asked).toEqual([]);
	});

	test('gives the plan as JSON', async () => {
		const cli = createFakeCli();
		expect(await cli.run('remove', 'shop', '--plan', '--json')).toBe(0);
		expect(cli.json()).toEqual({ plan: examplePlan });
	});

	test('tells why there can be no plan', async () => {
		const cli = createFakeCli();
		cli.control.plans = [new Failure({ kind: 'refused', what: 'shop has no release v9', next: 'Did you mean v42?' })];
		expect(await cli.run('deploy', 'shop', 'v9', '--plan', '--json')).toBe(2);
		expect(cli.json()).toEqual({ error: { kind: 'refused', what: 'shop has no release v9', next: 'Did you mean v42?' } });
	});
});

describe('a change on a terminal', () => {
	test('is shown and started once it is agreed to', async () => {
		const cli = createFakeCli({ isTerminal: true });
		cli.control.tell(finished('done'));
		cli.type('y');
		expect(await cli.run('deploy', 'shop', 'v42')).toBe(0);
		expect(cli.questions).toEqual(['Go ahead? y/N ']);
		expect(cli.out).toContain('   3. Move traffic of shop.example to v42 in green, and wait until only it answers');
	});

	test.each([
		['', 130],
		['n', 130],
		['shop', 2],
		['yy', 2],
	])('is not started on the answer %j', async (answer, code) => {
		const cli = createFakeCli({ isTerminal: true });
		cli.type(answer);
		expect(await cli.run('deploy', 'shop', 'v42')).toBe(code);
		expect(cli.control.asked).toEqual([]);
	});

	test('asks for the name where something is lost', async () => {
		const cli = createFakeCli({ isTerminal: true });
		cli.control.plans = [{ ...examplePlan, confirm: 'name' }];
		cli.type('y');
		expect(await cli.run('remove', 'shop')).toBe(2);
		expect(cli.err).toEqual(['Nothing was changed: “y” is not shop', 'Type shop to go ahead']);
		expect(cli.control.asked).toEqual([]);
		cli.control.tell(finished('done'));
		cli.type('shop');
		expect(await cli.run('remove', 'shop')).toBe(0);
		const question = 'Type shop to go ahead, anything else changes nothing: ';
		expect(cli.questions).toEqual([question, question]);
	});

	test('starts nothing where everything is already so', async () => {
		const cli = createFakeCli({ isTerminal: true });
		cli.control.plans = [{ ...examplePlan, steps: [], files: [], empty: true }];
		expect(await cli.run('scale', 'shop', '3')).toBe(0);
		expect(cli.out.at(-1)).toBe('Nothing to do: everything is already so.');
		expect(cli.control.asked).toEqual([]);
	});
});

describe('a busy project', () => {
	test('ends with 4 and says who is at work, before anything is asked', async () => {
		const cli = createFakeCli({ isTerminal: true });
		cli.held.add('/opt/deploy/locks/shop.lock');
		expect(await cli.run('deploy', 'shop', 'v42')).toBe(4);
		expect(cli.err[0]).toContain('shop is being changed');
		expect(cli.questions).toEqual([]);
	});

	test('is waited for with --wait, and then planned anew', async () => {
		const cli = createFakeCli();
		cli.held.add('/opt/deploy/locks/shop.lock');
		const code = cli.run('deploy', 'shop', 'v42', '--yes', '--wait', '5m');
		await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
		expect(cli.control.planned).toEqual([]);
		cli.held.clear();
		cli.control.refusals = [busy];
		cli.control.tell(finished('done'));
		await cli.clock.advance(1000);
		expect(await code).toBe(0);
		expect(cli.control.planned).toHaveLength(2);
	});

	test('is not waited for longer than was said', async () => {
		const cli = createFakeCli();
		cli.held.add('/opt/deploy/locks/shop.lock');
		const code = cli.run('deploy', 'shop', 'v42', '--yes', '--wait', '2s', '--json');
		await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
		await cli.clock.advance(2500);
		expect(await code).toBe(4);
		expect(cli.json()).toMatchObject({ error: { kind: 'busy' } });
	});
});

test('deploys the newest release that was never live when no version is named', async () => {
	const cli = createFakeCli();
	expect(await cli.run('deploy', 'shop', '--plan')).toBe(0);
	expect(cli.control.planned).toEqual([{ kind: 'deploy', project: 'shop', version: 'v42' }]);
});

test('makes a project file from the words of `new`', async () => {
	const cli = createFakeCli();
	const words = [
		'--domain',
		'a.example',
		'b.example',
		'--image',
		'registry.example/a',
		'--postgres',
		'--memory',
		'512m',
		'--migrate',
		'alembic upgrade head',
	];
	expect(await cli.run('new', 'forum', ...words, '--plan')).toBe(0);
	const [intent] = cli.control.planned;
	expect(intent).toMatchObject({ kind: 'new', name: 'forum' });
	const text = intent?.kind === 'new' ? intent.projectText : '';
	for (const line of ['domains: [a.example, b.example]', 'image: registry.example/a', 'limits: {memory: 512m}', '  postgres: true']) {
		expect(text.split('\n')).toContain(line);
	}
});

test('an answer that is neither yes nor no changes nothing, and is named', async () => {
	for (const [answer, code, told] of [
		['maybe', 2, ['Nothing was changed: “maybe” is not y', 'Type y to go ahead']],
		['n', 130, ['Nothing was changed']],
	] as const) {
		const cli = createFakeCli({ isTerminal: true });
		cli.type(answer);
		expect(await cli.run('deploy', 'shop', 'v42')).toBe(code);
		expect(cli.err).toEqual(told);
		expect(cli.control.asked).toEqual([]);
	}
});
