import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';
import type { Machine } from './host.ts';

interface Limit {
	readonly limit: number;
	readonly used: number;
}

/** This machine, or the container that Berth takes for one: then its memory limit counts. */
export function createMachine(paths: { readonly meminfo?: string; readonly cgroup?: string } = {}): Machine {
	const meminfo = paths.meminfo ?? '/proc/meminfo';
	const cgroup = paths.cgroup ?? '/sys/fs/cgroup';
	return {
		hostname: hostname(),
		user: process.env.SUDO_USER || process.env.USER || accountName(),
		processors: availableParallelism(),
		async memory() {
			const text = await readFile(meminfo, 'utf8').catch((error: unknown) => {
				throw fileFailure('read', meminfo, error);
			});
			const total = kilobytes(text, 'MemTotal');
			const available = kilobytes(text, 'MemAvailable');
			const limit = await memoryLimit(cgroup);
			if (limit === undefined || limit.limit >= total) return { available, total };
			return { available: Math.max(0, Math.min(available, limit.limit - limit.used)), total: limit.limit };
		},
		diskFree,
	};
}

function accountName(): string {
	try {
		return userInfo().username;
	} catch {
		return `uid ${process.getuid?.() ?? '?'}`;
	}
}

function kilobytes(meminfo: string, name: string): number {
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1] ?? 0) * 1024;
}

/** Limit and use of the topmost cgroup that is seen, version 2 or 1. Use is without the page cache that can be given back. */
async function memoryLimit(root: string): Promise<Limit | undefined> {
	const two = await limitFrom(root, 'memory.max', 'memory.current', 'inactive_file');
	return two ?? (await limitFrom(join(root, 'memory'), 'memory.limit_in_bytes', 'memory.usage_in_bytes', 'total_inactive_file'));
}

async function limitFrom(directory: string, limitName: string, usedName: string, cache: string): Promise<Limit | undefined> {
	const names = [limitName, usedName, 'memory.stat'];
	const [limit, used, stat] = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8').catch(() => '')));
	if (!limit || !used || !Number.isFinite(Number(limit))) return undefined;
	const cached = Number(new RegExp(`^${cache} (\\d+)`, 'm').exec(stat ?? '')?.[1] ?? 0);
	return { limit: Number(limit), used: Number(used) - cached };
}

/** A path that is still to be made lies on the file system of its nearest parent. */
async function diskFree(path: string): Promise<number> {
	try {
		const { bavail, bsize } = await statfs(path);
		return bavail * bsize;
	} catch (error) {
		if (errnoOf(error) === 'ENOENT' && path !== dirname(path)) return diskFree(dirname(path));
		throw fileFailure('read', path, error);
	}
}
