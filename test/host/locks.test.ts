import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { systemLocks as locks } from '../../source/host/locks.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const source = pathToFileURL(join(import.meta.dirname, '../../source/host/locks.ts')).href;

/** Another process that has the lock, and a child of its own that would keep what it inherits. */
async function holderOf(path: string): Promise<ChildProcess> {
	const script = `
		import { spawn } from 'node:child_process';
		import { systemLocks } from '${source}';
		const lock = await systemLocks.acquire('${path}');
		const child = spawn('sleep', ['300'], { stdio: 'ignore' });
		console.log(lock ? child.pid : 'none');
		setInterval(() => lock, 1000);`;
	const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = await once(holder.stdout, 'data');
	const child = Number(String(line));
	onTestFinished(() => {
		holder.kill('SIGKILL');
		if (child > 0) process.kill(child, 'SIGKILL');
	});
	expect(child).toBeGreaterThan(0);
	return holder;
}

test('only one has a lock, until it lets go', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	expect(await locks.isHeld(path)).toBe(false);
	const lock = await locks.acquire(path);
	expect(lock).toBeDefined();
	expect(await locks.acquire(path)).toBeUndefined();
	expect(await locks.isHeld(path)).toBe(true);
	await lock?.release();
	expect(await locks.isHeld(path)).toBe(false);
	const again = await locks.acquire(path);
	expect(again).toBeDefined();
	await again?.release();
});

test('kill -9 of the holder frees the lock, though its children live on', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	const holder = await holderOf(path);
	expect(await locks.isHeld(path)).toBe(true);
	expect(await locks.acquire(path)).toBeUndefined();
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	const lock = await locks.acquire(path);
	expect(lock).toBeDefined();
	await lock?.release();
});

test('a command that runs while the lock is held does not keep it', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	const lock = await locks.acquire(path);
	const abort = new AbortController();
	const running = createCommands().run(['sleep', '300'], { signal: abort.signal });
	await lock?.release();
	expect(await locks.isHeld(path)).toBe(false);
	abort.abort();
	await expect(running).rejects.toThrow('cancelled');
});

test('who only looks never makes another one believe that the lock is taken', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	await (await locks.acquire(path))?.release();
	const taken = await Promise.all(
		Array.from({ length: 8 }, async () => {
			const looks = Promise.all([locks.isHeld(path), locks.isHeld(path)]);
			await looks;
			return looks;
		}),
	);
	expect(taken.flat()).toEqual(Array.from({ length: 16 }, () => false));
	const looking = Promise.all(Array.from({ length: 5 }, () => locks.isHeld(path)));
	const lock = await locks.acquire(path);
	expect(lock).toBeDefined();
	await looking;
	await lock?.release();
});

test('a lock that cannot be made names its path', async () => {
	const path = join(temporaryDirectory(), 'none', 'shop.lock');
	await expect(locks.acquire(path)).rejects.toMatchObject({ what: `Berth could not lock ${path}` });
});

test('a lock file that is removed while it is waited for keeps nobody out, and is made anew', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	const first = await locks.acquire(path);
	const waiting = locks.acquire(path);
	rmSync(path);
	await first?.release();
	const lock = await waiting;
	expect(lock).toBeDefined();
	expect(await locks.isHeld(path)).toBe(true);
	expect(await locks.acquire(path)).toBeUndefined();
	await lock?.release();
});

test('nobody else may open a lock and so hold it, also one that an earlier Berth left open to all', async () => {
	const path = join(temporaryDirectory(), 'shop.lock');
	const modeOf = () => statSync(path).mode & 0o777;
	await (await locks.acquire(path))?.release();
	expect(modeOf()).toBe(0o600);
	chmodSync(path, 0o644);
	await (await locks.acquire(path))?.release();
	expect(modeOf()).toBe(0o600);
});
