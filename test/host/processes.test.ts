import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { createProcesses } from '../../source/host/processes.ts';
import { systemProcesses as processes } from './system-processes.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const source = (name: string) => pathToFileURL(join(import.meta.dirname, '../../source/host', name)).href;

/** A Node program, run from its text; ended with the test. */
function program(text: string, ...words: readonly string[]): ChildProcess {
	const child = spawn(process.execPath, ['--input-type=module', '--eval', text, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	return child;
}

const lineOf = async (child: ChildProcess) => String((await once(child.stdout ?? child, 'data'))[0]).trim();

test('a detached process outlives its starter, in a session of its own, and writes to its file', async () => {
	const directory = temporaryDirectory();
	const script = join(directory, 'runner.mjs');
	writeFileSync(
		script,
		`console.log(process.argv.slice(2).join(' ')); console.error(process.env.DOCKER_HOST); setInterval(() => {}, 1000);`,
	);
	const starter = program(`
		import { createCommands } from '${source('commands.ts')}';
		import { createProcesses } from '${source('processes.ts')}';
		const options = { systemd: '/nonesuch', runner: [process.execPath, '${script}'], env: { DOCKER_HOST: 'unix:///y' } };
		console.log(await createProcesses(createCommands(), options).startRunner(['run', 'a b'], '${directory}/log'));`);
	const [line] = await Promise.all([lineOf(starter), once(starter, 'exit')]);
	const pid = Number(line);
	expect(processes.isAlive(pid)).toBe(true);
	await vi.waitFor(() => expect(readFileSync(join(directory, 'log'), 'utf8')).toBe('run a b\nunix:///y\n'));
	const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
	expect(session).toBe(String(pid));
	expect(processes.terminate(pid)).toBe(true);
	await vi.waitFor(() => expect(processes.isAlive(pid)).toBe(false));
	expect(processes.terminate(pid)).toBe(false);
});

test.runIf(process.getuid?.() === 0)('falls back to its own child where systemd-run does not work', async () => {
	const directory = temporaryDirectory();
	const withSystemd = createProcesses(createCommands({ PATH: '/nonesuch' }), {
		systemd: directory,
		runner: [process.execPath, '--eval', 'setInterval(() => {}, 1000)'],
	});
	const pid = await withSystemd.startRunner([], join(directory, 'log'));
	expect(processes.isAlive(pid)).toBe(true);
	expect(processes.terminate(pid)).toBe(true);
});

test.runIf(process.getuid?.() === 0)('gives the pid that systemd tells', async () => {
	const directory = temporaryDirectory();
	writeFileSync(join(directory, 'systemd-run'), `#!/bin/sh\nprintf '%s\\n' "$@" > ${directory}/words\n`, { mode: 0o755 });
	writeFileSync(join(directory, 'systemctl'), '#!/bin/sh\necho 4321\n', { mode: 0o755 });
	const commands = createCommands({ PATH: `${directory}:${process.env.PATH}` });
	const withSystemd = createProcesses(commands, { systemd: directory, runner: ['/usr/bin/berth'] });
	expect(await withSystemd.startRunner(['run', 'abc'], '/var/log/x')).toBe(4321);
	const words = readFileSync(join(directory, 'words'), 'utf8').trim().split('\n');
	expect(words.slice(-4)).toEqual(['--', '/usr/bin/berth', 'run', 'abc']);
});

test('a program or a log that cannot be opened is told', async () => {
	const broken = createProcesses(createCommands(), { systemd: '/nonesuch', runner: ['/nonesuch/berth'] });
	const directory = temporaryDirectory();
	await expect(broken.startRunner([], join(directory, 'log'))).rejects.toMatchObject({ what: 'Berth could not start its runner' });
	await expect(broken.startRunner([], join(directory, 'none', 'log'))).rejects.toMatchObject({ kind: 'external' });
});

test('pids that never are a process are not alive', () => {
	expect([0, -1, 2 ** 22 + 1].map((pid) => processes.isAlive(pid))).toEqual([false, false, false]);
	expect(processes.isAlive(process.pid)).toBe(true);
});

test('a later process that has got the pid is not taken for the one that had it', () => {
	const birth = processes.birth();
	const { pid } = process;
	expect(birth).not.toBe('');
	expect([processes.isAlive(pid, birth), processes.isAlive(pid, `${birth}0`), processes.isAlive(process.ppid, birth)]).toEqual([
		true,
		false,
		false,
	]);
	expect(processes.terminate(pid, `${birth}0`)).toBe(false);
});

test('what a killed runner had started is ended, and nothing of a living one', async () => {
	const runner = program(`
		import { createCommands } from '${source('commands.ts')}';
		createCommands().run(['sh', '-c', 'echo $$; exec sleep 300'], { onLine: console.log });`);
	const orphan = Number(await lineOf(runner));
	processes.endOrphans(runner.pid ?? 0);
	expect(processes.isAlive(orphan)).toBe(true);
	runner.kill('SIGKILL');
	await once(runner, 'exit');
	expect(processes.isAlive(orphan)).toBe(true);
	processes.endOrphans(runner.pid ?? 0);
	await vi.waitFor(() => expect(processes.isAlive(orphan)).toBe(false));
});

test('a Berth that ends takes its running commands with it', async () => {
	const berth = program(`
		import { createCommands } from '${source('commands.ts')}';
		createCommands().run(['sh', '-c', 'echo $$; exec sleep 300'], { onLine: (line) => { console.log(line); setTimeout(() => process.exit(0), 50); } });`);
	const command = Number(await lineOf(berth));
	await once(berth, 'exit');
	await vi.waitFor(() => expect(processes.isAlive(command)).toBe(false));
});

test('SIGTERM and SIGINT are told, SIGHUP is not even noticed', async () => {
	const runner = program(`
		import { createCommands } from '${source('commands.ts')}';
		import { createProcesses } from '${source('processes.ts')}';
		const off = createProcesses(createCommands()).onTerminate(() => console.log('told'));
		setInterval(() => {}, 1000);
		console.log('ready');
		process.once('SIGUSR2', () => { off(); console.log('off'); });`);
	expect(await lineOf(runner)).toBe('ready');
	runner.kill('SIGHUP');
	runner.kill('SIGTERM');
	expect(await lineOf(runner)).toBe('told');
	runner.kill('SIGINT');
	expect(await lineOf(runner)).toBe('told');
	runner.kill('SIGUSR2');
	expect(await lineOf(runner)).toBe('off');
	runner.kill('SIGTERM');
	expect((await once(runner, 'exit'))[1]).toBe('SIGTERM');
});
