import { describe, expect, test } from 'vitest';
import type { ContainerDetail, Host, HttpAnswer } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import { diagnose } from '../../source/watch/diagnose.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { ManualClock } from '../fakes/manual-clock.ts';

const now = 1_000_000;
const env = '/opt/projects/shop/.env';
const network = 'shop_internal';
const question = { port: 8101, path: '/health', host: 'shop.example' };

const running: ContainerDetail = {
	id: 'c1',
	name: 'shop-blue-1',
	running: true,
	restarting: false,
	restarts: 0,
	exitCode: 0,
	outOfMemory: false,
	error: '',
	pid: 7,
	startedAt: now - 60_000,
	labels: {},
};

interface World {
	readonly details: readonly (ContainerDetail | undefined)[];
	readonly answer?: HttpAnswer;
	readonly log?: readonly string[];
}

/** A host on which a container is seen as each of `details` in turn; the last one stays. */
function hostWith({ details, answer = { status: 200, body: 'ok', took: 3 }, log = [] }: World) {
	const files = new FakeFiles();
	files.put({ [env]: 'DATABASE_PASSWORD=hunter2hunter2\n' });
	const asked: string[] = [];
	const clock = new ManualClock(now);
	let looks = 0;
	const host = {
		clock: { now: () => clock.now(), sleep: async () => undefined },
		files,
		docker: {
			inspectEnded: async () => details[Math.min(looks++, details.length - 1)],
			async *logs() {
				for (const text of log) yield { at: now, stream: 'stderr' as const, text };
			},
		},
		http: {
			async request({ port, path }: { port: number; path: string }) {
				asked.push(`${port}${path}`);
				return answer;
			},
		},
	} as unknown as Host;
	return { host, asked, files };
}

describe('diagnose', () => {
	test('asks a running replica as nginx does, and keeps what it said', async () => {
		const { host, asked } = hostWith({ details: [running], answer: { status: 500, body: '{\n "status": "failing"\n}', took: 8 } });
		const { answer } = await diagnose(host, { container: 'shop-blue-1', question, env, network });
		expect(asked).toEqual(['8101/health']);
		expect(answer).toEqual({ url: 'http://127.0.0.1:8101/health', status: 500, body: '{ "status": "failing" }', took: 8 });
	});

	test('does not ask who does not run', async () => {
		const { host, asked } = hostWith({ details: [{ ...running, running: false, exitCode: 137, outOfMemory: true, endedAt: now - 5000 }] });
		const { answer, container } = await diagnose(host, { container: 'shop-blue-1', question, env, network });
		expect([asked, answer]).toEqual([[], undefined]);
		expect(container).toMatchObject({ outOfMemory: true, exitCode: 137, endedAt: now - 5000 });
	});

	test('waits for the exit code that Docker forgets when it starts a container again', async () => {
		const restarted = { ...running, restarts: 3, startedAt: now - 100 };
		const ended = { ...restarted, running: false, restarting: true, exitCode: 3 };
		const { host } = hostWith({ details: [restarted, restarted, ended] });
		expect((await diagnose(host, { container: 'shop-blue-1', question, env, network })).container).toMatchObject({
			restarting: true,
			exitCode: 3,
		});
	});

	test('names the port that was taken', async () => {
		const error = 'driver failed programming external connectivity: Bind for 127.0.0.1:8101 failed: port is already allocated';
		const { host } = hostWith({ details: [{ ...running, running: false, error }] });
		expect((await diagnose(host, { container: 'shop-blue-1', env, network })).container).toMatchObject({
			takenPort: 8101,
			startError: error,
		});
	});

	test('shows no value of .env, wherever the container says it', async () => {
		const { host } = hostWith({
			details: [{ ...running, health: 'unhealthy', healthOutput: 'hunter2hunter2 is wrong' }],
			answer: { status: 500, body: 'password hunter2hunter2', took: 1 },
			log: ['FATAL: hunter2hunter2 was refused'],
		});
		const diagnosis = await diagnose(host, { container: 'shop-blue-1', question, env, network });
		expect(JSON.stringify(diagnosis)).not.toContain('hunter2');
		expect(diagnosis.firstError).toBe('FATAL: [redacted] was refused');
	});

	test('shows nothing of what the container says, but why, while .env cannot be read', async () => {
		const { host, files } = hostWith({
			details: [{ ...running, error: 'hunter2hunter2', health: 'unhealthy', healthOutput: 'hunter2hunter2 is wrong' }],
			answer: { status: 500, body: 'password hunter2hunter2', took: 1 },
			log: ['FATAL: hunter2hunter2 was refused', 'hunter2hunter2'],
		});
		files.readHidden = () => Promise.reject(new Failure({ kind: 'config', what: '/opt/projects/shop/.env has 2000000 bytes' }));
		const diagnosis = await diagnose(host, { container: 'shop-blue-1', question, env, network });
		expect(JSON.stringify(diagnosis)).not.toContain('hunter2');
		const instead = '[not shown, it may hold secrets: /opt/projects/shop/.env has 2000000 bytes]';
		expect(diagnosis).toMatchObject({ log: [instead], answer: { status: 500, body: instead } });
		expect(diagnosis.container).toMatchObject({ startError: instead, check: { output: instead } });
		expect(diagnosis).not.toHaveProperty('firstError');
	});

	test('keeps the last lines, each of a length that a screen can take', async () => {
		const { host } = hostWith({
			details: [running],
			log: [...Array.from({ length: 50 }, (_, index) => `line ${index}`), 'x'.repeat(90_000)],
		});
		const { log } = await diagnose(host, { container: 'shop-blue-1', env, network });
		expect([log.length, log[0], log.at(-1)?.length]).toEqual([20, 'line 31', 300]);
	});

	test('says that there is no such container', async () => {
		const { host } = hostWith({ details: [undefined] });
		expect(await diagnose(host, { container: 'shop-blue-9', question, env, network })).toEqual({ at: now, log: [] });
	});

	test('tells a container that runs without its network, and does not of one that has ended', async () => {
		const cut = { ...running, networks: {} };
		const { host } = hostWith({ details: [cut] });
		expect((await diagnose(host, { container: 'shop-blue-1', question, env, network })).container).toMatchObject({ cutOffFrom: network });
		const others = [{ ...cut, running: false }, { ...running, networks: { [network]: 'n' } }, running];
		for (const detail of others) {
			const { container } = await diagnose(hostWith({ details: [detail] }).host, { container: 'shop-blue-1', env, network });
			expect(container).not.toHaveProperty('cutOffFrom');
		}
	});
});
