import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { systemProcesses } from './system-processes.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const commands = createCommands();

test('gives exit code, both streams and every line as it comes', async () => {
	const lines: string[] = [];
	const script = 'echo one; echo two >&2; cat; exit 3';
	const result = await commands.run(['sh', '-c', script], { input: 'three', onLine: (line) => lines.push(line) });
	expect(result).toEqual({ code: 3, stdout: 'one\nthree', stderr: 'two' });
	expect(lines.sort()).toEqual(['one', 'three', 'two']);
});

test('hands words over as they are: no shell reads them', async () => {
	const word = `$(id) "a" 'b' ; * \\ \n`;
	expect((await commands.run(['printf', '%s.', word])).stdout).toBe(`${word}.`);
});

test('a command sees the environment that it is given, and nothing of the shell', async () => {
	vi.stubEnv('POSTGRES_PASSWORD', 'of the shell');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	const narrow = createCommands({ PATH: process.env.PATH ?? '', DOCKER_HOST: 'unix:///x' });
	const { stdout } = await narrow.run(['env'], { env: { EXTRA: '1' } });
	expect(stdout.split('\n').map((line) => line.split('=')[0])).toEqual(['PATH', 'DOCKER_HOST', 'BERTH_STARTED_BY', 'EXTRA']);
	expect((await commands.run(['env'])).stdout).toContain('POSTGRES_PASSWORD');
});

test('runs where it is told', async () => {
	const cwd = temporaryDirectory();
	expect((await commands.run(['pwd'], { cwd })).stdout).toBe(cwd);
});

test('a program that is not there is told with what to do', async () => {
	await expect(commands.run(['berth-nonesuch', 'up'])).rejects.toMatchObject({
		kind: 'external',
		what: 'Berth could not run berth-nonesuch',
		next: 'Install berth-nonesuch, or add its directory to PATH',
	});
});

test('kills a command and its children when the time is up, and shows what they said', async () => {
	const pids = join(temporaryDirectory(), 'pids');
	const script = `echo started; sleep 300 & echo $! > ${pids}; trap '' TERM; (trap '' TERM; sleep 300) & echo $! >> ${pids}; wait; sleep 300`;
	await expect(commands.run(['sh', '-c', script], { timeout: 300 })).rejects.toMatchObject({
		kind: 'external',
		what: 'sh did not end within 0.3 s',
		output: ['started'],
	});
	const children = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
	await vi.waitFor(() => expect(children.filter((pid) => systemProcesses.isAlive(pid))).toEqual([]));
}, 10_000);

test('is cancelled by its signal, also before it starts', async () => {
	const abort = new AbortController();
	const running = commands.run(['sleep', '300'], { signal: abort.signal });
	abort.abort();
	await expect(running).rejects.toMatchObject({ kind: 'cancelled', what: 'sleep 300 was cancelled' });
	await expect(commands.run(['sleep', '300'], { signal: abort.signal })).rejects.toMatchObject({ kind: 'cancelled' });
});

test('a command killed by somebody else is a failure, not a success', async () => {
	await expect(commands.run(['sh', '-c', 'kill -9 $$'])).rejects.toMatchObject({ what: 'sh was killed by SIGKILL' });
});
