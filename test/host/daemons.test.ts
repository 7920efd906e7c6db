import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { createDaemons } from '../../source/host/daemons.ts';
import { readProcessTree } from '../../source/host/process-tree.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const daemons = createDaemons(createCommands());
const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});

/** No nginx of this machine has such a configuration. */
const config = `/nowhere/${process.pid}/nginx.conf`;
const unfiled = new RegExp(`^nginx: master process .* -c ${config}(?: |$)`);
const title = `nginx: master process nginx -c ${config}`;

/** A process that calls itself by this title, and its pid file. */
async function start(title: string, uid?: number) {
	const child = spawn('bash', ['-c', `exec -a "${title}" sleep 60`], { stdio: 'ignore', ...(uid && { uid }) });
	stops.push(() => child.kill('SIGKILL'));
	await once(child, 'spawn');
	const pidFile = join(await temporaryDirectory(), 'nginx.pid');
	await writeFile(pidFile, `${child.pid}\n`);
	return { child, daemon: { pidFile, title: 'nginx: master process', unfiled } };
}

/** One with numbers of its own, as in a container. */
async function startContained(name: string) {
	const started = await start('nobody');
	const outside = spawn('unshare', ['--pid', '--fork', '--kill-child', 'bash', '-c', `exec -a "${name}" sleep 60`], { stdio: 'ignore' });
	stops.push(() => outside.kill('SIGKILL'));
	await once(outside, 'spawn');
	await expect.poll(() => readProcessTree(outside.pid ?? 0)).toMatchObject([{}, { command: `${name} 60` }]);
	return started;
}

test('knows a program by the number in its file and by its title, and tells one start from another', async () => {
	const { child, daemon } = await start('nginx: master process nginx');
	await expect.poll(() => daemons.processes(daemon)).toMatchObject([{ pid: child.pid }]);
	expect(daemons.instance(daemon)).toMatch(new RegExp(`^${child.pid} \\S+-\\d+$`));
	const exit = once(child, 'exit');
	daemons.reload(daemon);
	expect(await exit).toEqual([null, 'SIGHUP']);
	expect(daemons.processes(daemon)).toEqual([]);
	expect(() => daemons.reload(daemon)).toThrow('There is no process that calls itself `nginx: master process`');
});

test('signals nobody else who has the number by now, and none that a file names wrongly', async () => {
	const { child, daemon } = await start('postgres');
	expect(daemons.processes(daemon)).toEqual([]);
	expect(() => daemons.reload(daemon)).toThrow();
	expect(child.exitCode ?? child.signalCode).toBeNull();
	for (const text of ['', '1', '-1', 'all', `${process.pid} 1`]) {
		await writeFile(daemon.pidFile, text);
		expect(daemons.instance(daemon)).toBeUndefined();
	}
	expect(daemons.processes({ ...daemon, pidFile: `${daemon.pidFile}.none` })).toEqual([]);
});

test('is not taken in by a process of another user that has title and number', async () => {
	const { daemon } = await start('nginx: master process nginx', 54_321);
	expect(daemons.processes(daemon)).toEqual([]);
});

describe('a program whose file is gone for a moment, as while logs are rotated or it is upgraded', () => {
	test('is found by its whole title, and takes its signal', async () => {
		const { child, daemon } = await start(title);
		for (const spoil of [
			() => rm(daemon.pidFile),
			() => writeFile(daemon.pidFile, ''),
			() => writeFile(daemon.pidFile, `${process.pid}`),
		]) {
			await spoil();
			await expect.poll(() => daemons.processes(daemon)).toMatchObject([{ pid: child.pid }]);
			expect(daemons.instance(daemon)).toMatch(new RegExp(`^${child.pid} `));
		}
		const exit = once(child, 'exit');
		daemons.reload(daemon);
		expect(await exit).toEqual([null, 'SIGHUP']);
		expect(daemons.processes(daemon)).toEqual([]);
	});

	test('is no other one, none of another user, and none in a container', async () => {
		const others = [
			await start(`${title}.other`),
			await start('nginx: master process nginx'),
			await start(title, 54_321),
			await startContained(title),
		];
		for (const { child, daemon } of others) {
			await expect.poll(() => readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).toContain('60');
			await rm(daemon.pidFile);
			expect(daemons.processes(daemon)).toEqual([]);
		}
	});
});

test('knows all that is below a process, and not only its children, where it is asked for that', async () => {
	const below = `exec -a nested sleep 60 & wait`;
	const child = spawn('bash', ['-c', `bash -c '${below}' & wait`], { stdio: 'ignore' });
	const commands = (isDeep: boolean) => readProcessTree(child.pid ?? 0, isDeep).map(({ command }) => command);
	await expect.poll(() => commands(true)).toEqual([expect.anything(), expect.stringContaining('bash -c'), 'nested 60']);
	stops.push(
		...readProcessTree(child.pid ?? 0, true).map(
			({ pid }) =>
				() =>
					process.kill(pid, 'SIGKILL'),
		),
	);
	expect(commands(false)).toHaveLength(2);
});
