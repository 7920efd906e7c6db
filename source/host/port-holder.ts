import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The process that holds one of these sockets, by its name and number: `node (process 4711)`. `undefined` if none is found, as that of
 * another user, whose files only root may see.
 */
export async function holderOfSockets(inodes: ReadonlySet<string>, directory = '/proc'): Promise<string | undefined> {
	const pids = (await readdir(directory).catch(() => [])).filter((name) => /^\d+$/.test(name));
	for (const pid of pids) {
		if (!(await holdsAny(join(directory, pid, 'fd'), inodes))) continue;
		const name = await readFile(join(directory, pid, 'comm'), 'utf8').catch(() => '');
		return `${name.trim() || 'a program'} (process ${pid})`;
	}
	return undefined;
}

async function holdsAny(directory: string, inodes: ReadonlySet<string>): Promise<boolean> {
	const names = await readdir(directory).catch(() => []);
	const targets = await Promise.all(names.map((name) => readlink(join(directory, name)).catch(() => '')));
	return targets.some((target) => inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''));
}
