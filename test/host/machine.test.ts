import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMachine } from '../../source/host/machine.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const mib = 1024 * 1024;

function machineWith(cgroup: Readonly<Record<string, string>>) {
	const directory = temporaryDirectory();
	const meminfo = join(directory, 'meminfo');
	writeFileSync(meminfo, 'MemTotal:        4194304 kB\nMemFree:          102400 kB\nMemAvailable:    2097152 kB\n');
	mkdirSync(join(directory, 'memory'));
	for (const [name, text] of Object.entries(cgroup)) writeFileSync(join(directory, name), text);
	return createMachine({ meminfo, cgroup: directory });
}

test('memory is what the kernel says is available', async () => {
	expect(await machineWith({}).memory()).toEqual({ available: 2048 * mib, total: 4096 * mib });
});

test('a memory limit counts, of cgroup 2 and 1, without the cache that can be given back', async () => {
	const limit = String(1024 * mib);
	const used = String(900 * mib);
	const two = machineWith({ 'memory.max': limit, 'memory.current': used, 'memory.stat': `anon 1\ninactive_file ${100 * mib}\n` });
	expect(await two.memory()).toEqual({ available: 224 * mib, total: 1024 * mib });
	const one = machineWith({
		'memory/memory.limit_in_bytes': limit,
		'memory/memory.usage_in_bytes': used,
		'memory/memory.stat': `inactive_file 1\ntotal_inactive_file ${100 * mib}\n`,
	});
	expect(await one.memory()).toEqual({ available: 224 * mib, total: 1024 * mib });
});

test('no limit is no limit', async () => {
	const two = machineWith({ 'memory.max': 'max\n', 'memory.current': '5\n' });
	expect((await two.memory()).total).toBe(4096 * mib);
	const one = machineWith({ 'memory/memory.limit_in_bytes': '9223372036854771712', 'memory/memory.usage_in_bytes': '5' });
	expect((await one.memory()).total).toBe(4096 * mib);
});

test('disk space is told for directories that are still to be made too', async () => {
	const machine = createMachine();
	const directory = temporaryDirectory();
	expect(await machine.diskFree(directory)).toBeGreaterThan(0);
	expect(await machine.diskFree(join(directory, 'releases', 'v42'))).toBeGreaterThan(0);
});

test('who types is the user before sudo', () => {
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	vi.stubEnv('USER', 'root');
	vi.stubEnv('SUDO_USER', 'anna');
	expect(createMachine().user).toBe('anna');
	vi.stubEnv('SUDO_USER', '');
	expect(createMachine().user).toBe('root');
});
