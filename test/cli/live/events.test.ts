import { expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../../source/host/host.ts';
import { createFakeCli, type FakeCli } from '../../fakes/fake-cli.ts';

const minute = 60_000;

function happened(action: string, at: number, labels: Readonly<Record<string, string>> = {}): EngineEvent {
	return { type: 'container', action, id: 'c1', at, labels: { name: 'shop-blue-1', 'berth.project': 'shop', ...labels } };
}

function change(at: number, project: string, outcome = 'done'): string {
	return `${JSON.stringify({ at, id: `${at}`, operation: 'deploy', project, title: `Deploy ${project} v42`, user: 'anna', outcome, took: 1 })}\n`;
}

function cliWithPast(): FakeCli {
	const cli = createFakeCli();
	const now = cli.clock.now();
	cli.engine.past = [
		happened('die', now - 90 * minute),
		happened('exec_start: sh', now - 3 * minute),
		happened('die', now - 2 * minute, { exitCode: '137' }),
		happened('start', now - minute, { name: 'blog-blue-1', 'berth.project': 'blog' }),
	];
	cli.files.put({ '/opt/deploy/audit.jsonl': change(now - 300 * minute, 'shop') + change(now - 3 * minute, 'shop', 'failed') });
	return cli;
}

test('events shows by time what Docker did in the last hour and who changed what', async () => {
	const cli = cliWithPast();
	expect(await cli.run('events')).toBe(0);
	expect(cli.out).toEqual([
		'time (UTC)           project  by      what',
		'2030-01-09 19:00:00  shop     anna    Deploy shop v42',
		'2030-01-09 23:57:00  shop     anna    Deploy shop v42: Failed and undone',
		'2030-01-09 23:58:00  shop     docker  shop-blue-1 ended with 137',
		'2030-01-09 23:59:00  blog     docker  blog-blue-1 started',
	]);
});

test('events of one project, as many as asked for, as JSON', async () => {
	const cli = cliWithPast();
	expect(await cli.run('events', 'shop', '--last', '2', '--json')).toBe(0);
	expect(cli.json()).toMatchObject({
		events: [
			{ kind: 'change', outcome: 'failed', user: 'anna' },
			{ kind: 'event', action: 'die', exitCode: 137 },
		],
	});
	expect(await createFakeCli().run('events', 'shpo')).toBe(2);
});

test('events shows the changes also while Docker does not answer', async () => {
	const cli = cliWithPast();
	cli.engine.goDown('connection refused');
	expect(await cli.run('events')).toBe(0);
	expect(cli.out[0]).toContain('connection refused');
	expect(cli.out).toHaveLength(4);
});

test('events --follow goes on with what happens, each once, and ends with 0 on ctrl-C', async () => {
	const cli = cliWithPast();
	const code = cli.run('events', 'shop', '--follow', '--last', '1');
	await vi.waitFor(() => expect(cli.engine.streams).toBe(1));
	cli.engine.emit(happened('start', cli.clock.now() + 1));
	cli.engine.emit(happened('start', cli.clock.now() + 2, { 'berth.project': 'blog' }));
	await cli.files.append('/opt/deploy/audit.jsonl', change(cli.clock.now(), 'shop'));
	await cli.clock.advance(1000);
	await vi.waitFor(() => expect(cli.out).toHaveLength(3));
	expect(cli.out.map((line) => line.slice(21))).toEqual([
		'shop  docker  shop-blue-1 ended with 137',
		'shop  docker  shop-blue-1 started',
		'shop  anna  Deploy shop v42',
	]);
	cli.interrupt();
	expect(await code).toBe(0);
	expect([cli.engine.streams, cli.clock.sleeping]).toEqual([0, 0]);
});

test('events --follow says when Docker goes away, and what it did until it was back', async () => {
	const cli = createFakeCli();
	const code = cli.run('events', '--follow', '--json');
	await vi.waitFor(() => expect(cli.engine.streams).toBe(1));
	cli.engine.goDown('connection refused');
	await cli.clock.advance(3000);
	expect(cli.err).toEqual(['Docker does not answer: connection refused. Trying again']);
	cli.engine.past = [happened('die', cli.clock.now())];
	cli.engine.comeBack();
	await cli.clock.advance(1000);
	await vi.waitFor(() => expect(cli.out.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(['die']));
	cli.interrupt();
	expect(await code).toBe(0);
});
