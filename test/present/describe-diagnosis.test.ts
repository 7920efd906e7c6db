import { describe, expect, test } from 'vitest';
import type { ContainerFacts, Diagnosis } from '../../source/model/diagnosis.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { describeDiagnosis } from '../../source/present/describe-diagnosis.ts';
import { exampleProject, exampleShop, stoppedShop } from '../fakes/example-snapshot.ts';

const at = 10_000_000;
const minute = 60_000;
const runs: ContainerFacts = {
	running: true,
	paused: false,
	restarting: false,
	restarts: 0,
	exitCode: 0,
	outOfMemory: false,
	startedAt: at - 60 * minute,
};
const ended: ContainerFacts = { ...runs, running: false, endedAt: at - 3 * minute };
const shop = { ...exampleShop, project: { ...exampleProject, limits: { memory: 256 * 1024 ** 2 } } };

/** What is said of a live replica of shop. */
function wordsFor(more: Partial<Diagnosis>, isLive = true, project: ProjectSnapshot = shop) {
	return describeDiagnosis({ at, log: [], ...more }, { project, name: 'shop-blue-1', port: 8101, isLive });
}

const answered = (status: number, body = '') => ({ url: 'http://127.0.0.1:8101/health', status, body, took: 8 });
const unanswered = (error: string) => ({ url: 'http://127.0.0.1:8101/health', body: '', took: 8, error });

describe('the verdict', () => {
	test.each([
		['a container that is gone', {}, 'there is no container shop-blue-1'],
		['a taken port', { container: { ...ended, startError: 'Bind failed', takenPort: 8101 } }, 'port 8101 is taken'],
		['another failed start', { container: { ...ended, startError: 'no such image' } }, 'Docker could not start it'],
		['too little memory', { container: { ...ended, exitCode: 137, outOfMemory: true } }, 'used more memory than it may'],
		[
			'memory that runs out again and again',
			{ container: { ...runs, restarts: 5, startedAt: at - 2000, outOfMemory: true } },
			'used more memory',
		],
		[
			'what the kernel seems to kill',
			{ container: { ...runs, restarts: 2, startedAt: at - 2000, exitCode: 137 } },
			'most probably because memory',
		],
		['a crash loop', { container: { ...ended, restarting: true, restarts: 7, exitCode: 3 } }, 'with exit code 3 again and again'],
		['a fresh restart', { container: { ...runs, restarts: 1, startedAt: at - 5000 } }, 'again and again'],
		['an end', { container: { ...ended, exitCode: 127 } }, 'exit code 127: its command cannot be run'],
		['a stop of what should serve', { container: { ...ended, exitCode: 143 } }, 'still sends traffic'],
		['a pause', { container: { ...runs, paused: true } }, 'paused'],
		[
			'a network that is gone',
			{ container: { ...runs, cutOffFrom: 'shop_internal' }, answer: unanswered('connection refused') },
			'is cut off from its network shop_internal',
		],
		['a closed port', { container: runs, answer: unanswered('connection refused') }, 'nothing in it listens on port 8000'],
		['silence', { container: runs, answer: unanswered('timed out after 2 s') }, 'no whole answer to GET /health: timed out after 2 s'],
		['a redirect', { container: runs, answer: answered(301) }, 'redirect (301)'],
		['a refusal', { container: runs, answer: answered(404) }, 'does not accept that question'],
		['a failure', { container: runs, answer: answered(500) }, 'with 500: the app runs, but fails'],
		['a failing check', { container: { ...runs, check: { state: 'unhealthy', output: 'curl: (7)' } } }, "Docker's own health check"],
	] as const)('tells %s', (_, more, text) => {
		const words = wordsFor(more);
		expect(words.verdict).toContain(text);
		expect(words.state).toBe('ill');
		expect(words.next.length).toBeGreaterThan(0);
	});

	test('gives an app the time it has to boot', () => {
		const words = wordsFor({ container: { ...runs, startedAt: at - 5000 }, answer: unanswered('connection refused') });
		expect(words).toMatchObject({ state: 'starting', next: ['Wait: it has 1 min from its start to answer'] });
	});

	test('takes what Berth has stopped for no trouble, and says what starts it', () => {
		const words = wordsFor({ container: { ...ended, exitCode: 1, stoppedByBerth: true } }, true, stoppedShop);
		expect(words).toMatchObject({ state: 'idle', verdict: expect.stringContaining('visitors get 503') });
		expect(words.next).toEqual(['`berth start shop` starts it again and waits until it answers']);
	});

	test('tells before all else that visitors reach another program, and how to end that', () => {
		const heldPorts = [{ port: 8101, container: 'shop-blue-1', holder: 'node (process 4711)' }];
		const words = wordsFor({ container: { ...ended, exitCode: 1, outOfMemory: true } }, true, { ...shop, heldPorts });
		expect(words).toMatchObject({
			state: 'ill',
			verdict: 'Port 8101 of shop-blue-1 is held by node (process 4711): visitors reach that program',
		});
		expect(words.next[0]).toContain('`berth restart shop`');
		expect(words.next[1]).toContain("ss -ltnp 'sport = :8101'");
		expect(wordsFor({ container: ended }, false, { ...shop, heldPorts }).verdict).not.toContain('is held');
	});

	test('leads from a stop and a pause by hand to the way back', () => {
		expect(wordsFor({ container: { ...ended, exitCode: 143 } }).next[0]).toContain('`berth start shop`');
		expect(wordsFor({ container: { ...runs, paused: true } }).next[0]).toContain('`berth unpause shop`');
	});

	test('finds nothing wrong with what answers, nor with what was stopped after a switch', () => {
		expect(wordsFor({ container: runs, answer: answered(200) })).toMatchObject({ state: 'well', next: [] });
		expect(wordsFor({ container: { ...ended, exitCode: 137 } }, false)).toMatchObject({ state: 'idle', next: [] });
	});
});

test('says of one that is well again what it ended of, and does not take that for an end of its command', () => {
	const words = wordsFor({ container: { ...runs, restarts: 1, outOfMemory: true }, answer: answered(200) });
	expect(words.verdict).toContain('its memory ran out before');
	expect(words.next[0]).toContain('Raise limits.memory');
});

test('says all that was found, and what to do, with names and limits', () => {
	const words = wordsFor({
		container: { ...ended, exitCode: 137, outOfMemory: true, restarts: 2 },
		log: ['allocating', 'Error: heap is full'],
		firstError: 'Error: heap is full',
	});
	expect(words.findings).toEqual([
		{ label: 'Container', words: 'exited with 137 3 min ago' },
		{ label: 'Memory', words: 'it was killed for using more than its limit of 256 MiB' },
		{ label: 'Restarts', words: 'Docker restarted it 2 times' },
		{ label: 'First error', words: 'Error: heap is full' },
	]);
	expect(words.next).toEqual([
		'Raise limits.memory (now 256 MiB) in /opt/projects/shop/project.yml and deploy again',
		'If it grew slowly, the app keeps what it should let go',
		'Until then, roll back to v40',
	]);
});

test('says whom to give a volume that the app may not write', () => {
	const project = { ...exampleProject, volumes: [{ from: 'volumes/data', to: '/data', readOnly: false }] };
	const context = { project: { ...exampleShop, project }, name: 'shop-blue-1', port: 8101, isLive: true };
	const log = ["EACCES: permission denied, open '/data/x'"];
	const { next } = describeDiagnosis({ at, log, container: { ...runs, user: '4321' }, answer: answered(500) }, context);
	expect(next[0]).toContain('`chown -R 4321 /opt/projects/shop/volumes/data`');
	expect(describeDiagnosis({ at, log, container: runs, answer: answered(200) }, context).next).toEqual([]);
});

describe('a service', () => {
	const ill: readonly (readonly [string, Partial<Diagnosis>])[] = [
		['was stopped', { container: { ...ended, exitCode: 0 } }],
		['has ended', { container: { ...ended, exitCode: 1 } }],
		['could not be started', { container: { ...ended, startError: 'no such image' } }],
		['ends again and again', { container: { ...ended, restarting: true, restarts: 7, exitCode: 3 } }],
		['had too little memory', { container: { ...ended, exitCode: 137, outOfMemory: true } }],
		['is paused', { container: { ...runs, paused: true } }],
		['is cut off', { container: { ...runs, cutOffFrom: 'shop_internal' } }],
		['fails its check', { container: { ...runs, check: { state: 'unhealthy', output: 'refused' } } }],
	];
	const name = 'shop-postgres';
	const services = shop.services.map((service) => ({ ...service, health: 'stopped' as const }));
	const say = (found: Partial<Diagnosis>, project: ProjectSnapshot) =>
		describeDiagnosis({ at, log: [], ...found }, { project, name, isLive: true });

	test.each(ill)('that %s is mended by no release of the app, and gets no traffic', (_, found) => {
		const { state, verdict, next } = say(found, { ...shop, previous: 'v1', services });
		expect(state).toBe('ill');
		expect(next.length).toBeGreaterThan(0);
		expect([verdict, ...next].join('\n')).not.toMatch(/traffic|berth start|new release|roll back|restart shop/i);
	});

	test('that was stopped is started again by what starts it', () => {
		const found = { container: { ...ended, exitCode: 0 } };
		expect(say(found, { ...shop, services }).next).toEqual(['`berth scale shop 2` or a deploy starts it again, with its data']);
		expect(say(found, { ...shop, services, project: { ...exampleProject, services: {} } }).next).toEqual([
			'`docker start shop-postgres` starts it again: /opt/projects/shop/project.yml does not name it',
		]);
	});
});

test('tells a port that a killed Docker has left held from one that somebody has taken', () => {
	const heldBy = (holder: string) => ({ ...shop, heldPorts: [{ port: 8101, container: 'shop-blue-1', holder }] });
	expect(wordsFor({ container: ended }, true, heldBy('docker-proxy (process 4711)')).next[0]).toContain('restart Docker');
	expect(wordsFor({ container: ended }, true, heldBy('nc (process 4711)')).next.join()).not.toContain('restart Docker');
});
