import { readFileSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';

/**
 * A process of somebody else is alive too; one that has ended and only waits to be counted is not. With `birth` it must be the very
 * process of that birth: pids are given again.
 */
export function isAlive(pid: number, birth?: string): boolean {
	const fields = pid <= 0 ? undefined : statOf(pid);
	if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return false;
	return birth === undefined || birthIn(fields) === birth;
}

/** What tells a process from any other that has or will have its pid; `undefined` if there is none. */
export function birthOf(pid: number): string | undefined {
	const fields = statOf(pid);
	return fields && birthIn(fields);
}

/** The kernel counts from its own start, hence its id too. */
function birthIn(fields: readonly string[]): string {
	return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}-${fields[startTime]}`;
}

/** Number of the field in `/proc/<pid>/stat` that says when the process started, after the name (proc(5): 22nd of all). */
const startTime = 19;

/** The fields after the process's name, which may have spaces and parentheses in it. */
function statOf(pid: number): readonly string[] | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch (error) {
		if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ESRCH') return undefined;
		throw fileFailure('read', `/proc/${pid}/stat`, error);
	}
}
