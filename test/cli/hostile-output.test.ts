import { describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../source/cli/run-command.ts';
import { Failure } from '../../source/model/failure.ts';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import { exampleCertificate } from '../fakes/example-certificates.ts';
import { examplePlan } from '../fakes/example-plan.ts';
import { exampleReplica, exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { createFakeCli, type FakeCli } from '../fakes/fake-cli.ts';
import { finished } from '../fakes/fake-control.ts';
import { commandsIn, hostileText, hostileTexts, withHostileTexts } from '../fakes/hostile-texts.ts';

const now = exampleSnapshot.takenAt;
const inOneLine = hostileText.replace(/[\r\n]/g, '');
/** Berth itself writes reasons and advice of several lines. */
const failure = { kind: 'external', what: hostileText, why: inOneLine, next: inOneLine, output: [hostileText] } as const;
const proof = withHostileTexts({
	probes: 9,
	probesFailed: 1,
	slowest: 84,
	requests: 90,
	requestsFailed: 0,
	byRelease: { v41: 90, [hostileText]: 1 },
	failures: ['GET / answered 502'],
});
const journal = [
	{ at: 1, kind: 'started', pid: 1, resumed: false },
	{ at: 1, kind: 'doing', step: 0 },
	{ at: 1, kind: 'line', step: 0, text: hostileText },
	{ at: 1, kind: 'warned', step: 0, failure },
	{ at: 1, kind: 'probe', proof },
	{ at: 1, kind: 'failed', step: 0, failure },
	{ at: 1, kind: 'direction', direction: 'undo', why: hostileText },
	{ at: 1, kind: 'undo-failed', step: 0, failure },
] as const;
const audit = { at: now, id: '1', operation: 'deploy', project: 'shop', title: 'Deploy', user: 'anna', outcome: 'done', took: 9, proof };

/** A program on a server where every text of outside is hostile. */
function hostileServer(isTerminal = false): FakeCli {
	const cli = createFakeCli({ isTerminal });
	const ill = exampleReplica(2, { health: 'unhealthy', reason: 'no' });
	const operation = { id: '1', operation: 'deploy', project: 'shop', user: 'anna', pid: 1, host: 'x', since: 1, alive: false } as const;
	const problem = { kind: 'config', what: 'project.yml is wrong' } as const;
	const shop = { ...exampleShop, replicas: [exampleReplica(1), ill], operation, problem, certificate: exampleCertificate() };
	const proxy = { ...exampleSnapshot.proxy, test: { valid: false, output: ['nginx: [emerg] no'], complaint: 'nginx: [emerg] no' } };
	const [blog] = exampleSnapshot.projects;
	const projects = blog === undefined ? [shop] : [shop, blog];
	cli.snapshot = withHostileTexts({ ...exampleSnapshot, engine: { kind: 'down', why: 'refused' } as const, proxy, projects });
	cli.control.plans = [withHostileTexts(examplePlan)];
	cli.log = [hostileText, `ERROR ${hostileText}`];
	cli.httpAnswer = { status: 500, body: hostileText, error: hostileText, took: 3 };
	const detail = { running: true, restarting: true, restarts: 3, exitCode: 1, outOfMemory: false, error: hostileText };
	for (const { name } of [...(cli.snapshot.projects[0]?.replicas ?? []), ...(cli.snapshot.projects[0]?.services ?? [])])
		cli.details[name] = { ...detail, health: 'unhealthy', healthOutput: hostileText };
	cli.engine.past = [
		{ type: 'container', action: `exec_die ${hostileText}`, id: 'c', at: now - 1, labels: { name: hostileText, 'berth.project': 'shop' } },
		{
			type: 'container',
			action: 'die',
			id: 'c',
			at: now - 1,
			labels: { name: hostileText, exitCode: hostileText, 'berth.project': 'shop' },
		},
	];
	cli.containers.start('shop-blue-1');
	cli.containers.say('shop-blue-1', now, ...hostileTexts);
	cli.files.put({
		'/opt/deploy/audit.jsonl': `${JSON.stringify(withHostileTexts(audit))}\n`,
		'/opt/deploy/operations/1/journal.jsonl': [...journal, finished('failed', { failure, proof })]
			.map((entry) => `${JSON.stringify(entry)}\n`)
			.join(''),
		'/opt/nginx/logs/shop/access.log': `${JSON.stringify({ time: '1000.5', status: '503', took: '0.1', method: hostileText, uri: hostileText })}\n${hostileText}\n`,
		'/opt/nginx/logs/shop/error.log': `${hostileText}\n`,
		[`/opt/projects/shop/logs/backend/${hostileTexts[3]}.log`]: `${hostileText}\n`,
		[`${projectLayout(layoutOf('/opt'), 'shop').failedLogs}/x.log`]: `${hostileText}\n`,
		[`/opt/projects/${hostileTexts[1]}/x`]: '',
	});
	return cli;
}

const ended = (cli: FakeCli) => {
	for (const entry of journal) cli.control.tell(entry);
	cli.control.tell(finished('failed', { failure, proof }));
};
const refused = (cli: FakeCli) => cli.control.plans.splice(0, 1, new Failure(failure));

/** Every command, and how it comes to show what is not Berth's own: a new command is a line here. */
const cases: readonly {
	readonly words: readonly string[];
	readonly prepare?: (cli: FakeCli) => unknown;
	readonly added?: string;
	readonly isQuiet?: true;
}[] = [
	{ words: ['status'] },
	{ words: ['status', 'shop'] },
	{ words: ['health'] },
	{ words: ['ports'] },
	{ words: ['releases', 'shop'] },
	{ words: ['top'], prepare: (cli) => void cli.clock.advance(1000) },
	{ words: ['traffic', 'shop'], isQuiet: true },
	{ words: ['events'] },
	{ words: ['logs', 'shop'] },
	{ words: ['logs', 'shop', '--errors'] },
	...['access', 'error', 'files', 'failed'].map((source) => ({ words: ['logs', 'shop', '--source', source] })),
	{ words: ['new', 'news', '--domain', 'news.example', '--plan'] },
	{ words: ['deploy', 'shop', 'v42', '--plan'] },
	{ words: ['deploy', 'shop', 'v42', '--yes'], prepare: ended },
	{ words: ['deploy', 'shop', 'v42', '--yes'], prepare: refused },
	{ words: ['scale', 'shop', '3', '--plan'] },
	{ words: ['rollback', 'shop', '--plan'] },
	{ words: ['restart', 'shop', '--plan'] },
	{ words: ['stop', 'shop', '--plan'] },
	{ words: ['start', 'shop', '--plan'] },
	{ words: ['unpause', 'shop', '--plan'] },
	{ words: ['remove', 'shop', '--plan'] },
	{ words: ['secrets', 'list', 'shop'] },
	{ words: ['certificate'] },
	...['issue', 'renew', 'remove'].map((word) => ({ words: ['certificate', word, 'shop', '--plan'] })),
	{ words: ['proxy', 'check'] },
	{ words: ['history'] },
	{ words: ['show', 'shop'] },
	{ words: ['attach', 'shop'], prepare: ended },
	{ words: ['cancel', 'shop', '--yes'], prepare: ended },
	{ words: ['resume', 'shop'], prepare: ended },
	{ words: ['shell', 'shop', '--replica', '9'], isQuiet: true },
	{ words: ['keys'], isQuiet: true },
	{ words: ['config', 'get'], added: hostileText },
	{ words: ['completion'], added: hostileText },
	{ words: ['__complete', '--', 'deploy', ''] },
];

/** Nothing but text in lines of Berth's own making. */
function expectHarmless(lines: readonly string[]): void {
	expect(lines.flatMap(commandsIn)).toEqual([]);
	expect(lines.filter((line) => line.startsWith('Forged'))).toEqual([]);
}

function expectHarmlessValue(value: unknown): void {
	if (typeof value === 'string') expect(value.split('\n').flatMap(commandsIn)).toEqual([]);
	else if (typeof value === 'object' && value !== null) for (const part of Object.entries(value).flat()) expectHarmlessValue(part);
}

describe.each(cases)('on a server full of commands to the terminal, $words', ({ words: known, added, prepare, isQuiet }) => {
	const words = added === undefined ? known : [...known, added];
	const argumentsOf =
		words[0] === '__complete' ? (more: readonly string[]) => [...more, ...words] : (more: readonly string[]) => [...words, ...more];

	test('prints none of them', async () => {
		const cli = hostileServer();
		prepare?.(cli);
		await cli.run(...words);
		expectHarmless([...cli.out, ...cli.err]);
		if (isQuiet !== true) expect([...cli.out, ...cli.err].join('\n')).toContain('hostile');
	});

	test('gives none of them to a script that takes a text out of its JSON', async () => {
		const cli = hostileServer();
		prepare?.(cli);
		await cli.run(...argumentsOf(['--json']));
		expectHarmless([...cli.out, ...cli.err]);
		const documents = words[0] === 'attach' ? cli.out.map((line) => JSON.parse(line) as unknown) : [cli.json()];
		for (const document of documents) expectHarmlessValue(document);
	});
});

test('no command is missing among these', () => {
	const names = createProgram({ environment: {} } as never, () => async () => undefined).commands.map((command) => command.name());
	expect(names.filter((name) => !cases.some(({ words }) => words[0] === name))).toEqual([]);
});

test.each([
	['command', (text: string) => [text]],
	['option', (text: string) => ['status', `--${text}`]],
	['project', (text: string) => ['health', text]],
	['word too many', (text: string) => ['deploy', 'shop', 'v42', text]],
	['number', (text: string) => ['scale', 'shop', text]],
] as const)('a wrong %s is told without what is in it', async (_name, wordsWith) => {
	for (const more of [[], ['--json']]) {
		const cli = createFakeCli();
		expect(await cli.run(...wordsWith(hostileText), ...more)).toBe(2);
		expectHarmless([...cli.out, ...cli.err]);
		expect([...cli.out, ...cli.err].join('\n')).toContain('hostile');
	}
});

test('a plan that is asked about, the question included, is text alone', async () => {
	const cli = hostileServer(true);
	cli.control.plans = [{ ...withHostileTexts(examplePlan), project: hostileText, confirm: 'name' }];
	cli.type('no');
	expect(await cli.run('deploy', 'shop', 'v42')).toBe(130);
	expectHarmless([...cli.out, ...cli.err, ...cli.questions]);
	expect(cli.questions.join('')).toContain('hostile');
});

test('figures that are painted over move the cursor only as Berth does', async () => {
	const cli = hostileServer(true);
	cli.rows = 60;
	const code = cli.run('top', 'shop', '--follow');
	await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
	await cli.clock.advance(1000);
	await vi.waitFor(() => expect(cli.out).toHaveLength(1));
	cli.interrupt();
	expect(await code).toBe(0);
	const [start, end] = ['\u{1B}[2J\u{1B}[H', '\u{1B}[K\u{1B}[J'];
	const painted = cli.out[0] ?? '';
	expect([painted.startsWith(start), painted.endsWith(end)]).toEqual([true, true]);
	expectHarmless(painted.slice(start.length, -end.length).split('\u{1B}[K\n'));
	expect(painted).toContain('hostile');
});

test.each([
	['events', ['events', '--follow']],
	['logs', ['logs', 'shop', '--follow']],
])('%s that are followed are text alone', async (_name, words) => {
	for (const more of [[], ['--json']]) {
		const cli = hostileServer();
		const code = cli.run(...words, ...more);
		await vi.waitFor(() => expect(cli.out.length).toBeGreaterThan(1));
		cli.interrupt();
		expect(await code).toBe(0);
		expectHarmless([...cli.out, ...cli.err]);
	}
});
