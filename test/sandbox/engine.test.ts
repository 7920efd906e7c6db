import { expect, test } from 'vitest';
import { dockerCommand, ensureEngine, stopEngine } from '../../source/sandbox/engine.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { scriptedCommands } from './scripted-commands.ts';

const compose = { 'docker compose version': '2.26.1' };
const running = { '/srv/box/engine/docker.pid': '77', '/proc/77/cmdline': 'dockerd\0--data-root\0/srv/box/engine/data\0' };
const noDocker = { 'which ': '/usr/sbin/program' };

function worldOf(answers: Readonly<Record<string, string>>, tree: Readonly<Record<string, string>> = {}) {
	const files = new FakeFiles();
	files.put(tree);
	let now = 0;
	const sleep = async (ms: number) => {
		now += ms;
	};
	return { directory: '/srv/box', commands: scriptedCommands(answers), files, clock: { now: () => now, sleep }, report: () => undefined };
}

test('uses the engine that DOCKER_HOST names, and does not count it as its own', async () => {
	const world = worldOf({ 'docker --host unix:///run/theirs.sock version': '28.0.0', ...compose });
	expect(await ensureEngine({ ...world, dockerHost: 'unix:///run/theirs.sock' })).toEqual({ host: 'unix:///run/theirs.sock', own: false });
});

test('uses the default socket when an engine answers there', async () => {
	const world = worldOf({ 'docker --host unix:///var/run/docker.sock version': '28.0.0', ...compose });
	expect(await ensureEngine({ ...world, dockerHost: '' })).toEqual({ host: 'unix:///var/run/docker.sock', own: false });
});

test('finds its own engine again', async () => {
	const socket = 'unix:///srv/box/engine/docker.sock';
	const answers = { [`docker --host ${socket} version`]: '20.10.24', 'docker-compose version': '1.29.2' };
	const world = worldOf(answers, running);
	expect(await ensureEngine({ ...world, dockerHost: '' })).toEqual({ host: socket, own: true, pid: 77 });
});

test('tells an ordinary user without an engine that root is needed, and starts nothing', async () => {
	const world = worldOf({ 'id -u': '1000', ...noDocker });
	await expect(ensureEngine({ ...world, dockerHost: '' })).rejects.toMatchObject({ kind: 'refused', what: 'The sandbox needs root here' });
	expect(world.commands.asked.filter((line) => line.startsWith('start-stop-daemon'))).toEqual([]);
});

const log = { '/srv/box/engine/dockerd.log': 'loading\nfailed to start daemon: iptables is missing\n' };
const ending = { what: 'The private Docker engine does not answer', output: ['loading', 'failed to start daemon: iptables is missing'] };
const startable = { 'id -u': '0', 'start-stop-daemon': '', ...noDocker };

function startsOf({ commands }: ReturnType<typeof worldOf>): number {
	return commands.asked.filter((line) => line.startsWith('start-stop-daemon --start')).length;
}

test('shows the end of the engine’s log when it runs but never answers', async () => {
	const world = worldOf(startable, { ...log, ...running });
	const why = 'dockerd was started 90 s ago and its socket /srv/box/engine/docker.sock is silent';
	await expect(ensureEngine({ ...world, dockerHost: '' })).rejects.toMatchObject({ ...ending, why });
	expect(startsOf(world)).toBe(1);
});

test('starts an engine again that ends before it answers, but not for ever', async () => {
	const world = worldOf(startable, log);
	const why = 'dockerd was started 3 times and ended each time';
	await expect(ensureEngine({ ...world, dockerHost: '' })).rejects.toMatchObject({ ...ending, why });
	expect(startsOf(world)).toBe(3);
});

test.each([
	['is forgotten when its number has gone to somebody else', '', []],
	['is forgotten when nobody has its number', undefined, []],
	['is kept when it is one', 'containerd\0--config\0/srv/box/engine/exec/containerd/containerd.toml\0', ['77']],
])('an engine’s containerd of an earlier time %s, or dockerd would wait for it in vain', async (_name, command, left) => {
	const path = '/srv/box/engine/exec/containerd/containerd.pid';
	const world = worldOf(startable, { [path]: '77', ...(command !== undefined && { '/proc/77/cmdline': command }) });
	await expect(ensureEngine({ ...world, dockerHost: '' })).rejects.toMatchObject({ what: ending.what });
	expect([await world.files.readText(path)].filter((text) => text !== undefined)).toEqual(left);
});

test('never stops a process that has got the number of an engine long gone', async () => {
	const world = worldOf({}, { '/srv/box/engine/docker.pid': '77', '/proc/77/cmdline': 'postgres\0' });
	await stopEngine(world);
	expect(world.commands.asked).toEqual([]);
	expect(await world.files.stat('/srv/box/engine')).toBeUndefined();
});

test('names engine and configuration in every docker command', () => {
	const engine = { host: 'unix:///a.sock', config: '/srv/box/docker-config', own: true };
	expect(dockerCommand(engine, 'ps')).toEqual(['docker', '--config', '/srv/box/docker-config', '--host', 'unix:///a.sock', 'ps']);
});
