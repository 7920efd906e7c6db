import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { childEnvironment, plainEnvironment } from '../../source/host/child-environment.ts';
import { engineAccess } from '../../source/host/engine-access.ts';
import { hostileShell as hostile } from './hostile-shell.ts';

const harmless = { PATH: '/usr/bin:/bin', USER: 'root', LANG: 'C.UTF-8', LC_TIME: 'C', TZ: 'UTC', TERM: 'xterm' };

test('a child sees the engine of server.yml and nothing that the shell says against it', () => {
	const engine = engineAccess({ dockerHost: 'unix:///run/mine.sock', dockerConfig: '/etc/mine' }, hostile);
	const { HOME, ...rest } = childEnvironment(engine, { ...hostile, ...harmless });
	expect(rest).toEqual({ ...harmless, DOCKER_HOST: 'unix:///run/mine.sock', DOCKER_CONFIG: '/etc/mine' });
	expect(HOME).toMatch(/^\//);
	expect(Object.keys(plainEnvironment({ ...hostile, ...harmless }))).toEqual([...Object.keys(harmless), 'HOME']);
});

test('an address is named also where it is the usual one: a chosen context would win', () => {
	expect(childEnvironment(engineAccess({}, {}), {}).DOCKER_HOST).toBe('unix:///var/run/docker.sock');
});

/** Below a directory of the sources, the files in which a text stands. */
function filesWith(text: RegExp, ...directories: readonly string[]): readonly string[] {
	const root = join(import.meta.dirname, '../..');
	const files = directories.flatMap((directory) =>
		readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name)),
	);
	return files.filter((path) => /\.tsx?$/.test(path) && text.test(readFileSync(join(root, path), 'utf8'))).sort();
}

test('children are started in these places only, and each is told its environment', () => {
	const starters = filesWith(/from 'execa'|import\('execa'\)|node:child_process/, 'source', 'components', 'hooks', 'bin');
	const own = starters.filter((path) => !/sandbox/.test(path));
	expect(own).toEqual([
		'source/host/commands.ts',
		'source/host/locks.ts',
		'source/host/run-in-terminal.ts',
		'source/host/start-detached.ts',
	]);
	const root = join(import.meta.dirname, '../..');
	const calls = own.flatMap((path) => readFileSync(join(root, path), 'utf8').match(/\b(?:spawn|execa)\([\s\S]*?\);/g) ?? []);
	expect(calls).toHaveLength(4);
	expect(calls.filter((call) => !/\benv\b/.test(call))).toEqual([]);
});

test('nothing but these reads the shell', () => {
	expect(filesWith(/process\.env\b/, 'source').filter((path) => !/^source\/sandbox/.test(path))).toEqual([
		'source/host/commands.ts',
		'source/host/create-host.ts',
		'source/host/engine.ts',
		'source/host/locks.ts',
		'source/host/machine.ts',
		'source/host/operator-terminal.ts',
		'source/host/processes.ts',
	]);
});
