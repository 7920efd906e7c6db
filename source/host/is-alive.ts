import { readFileSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';

/** A process of somebody else is alive too; one that has ended and only waits to be counted is not. */
export function isAlive(pid: number): boolean {
	if (pid <= 0) return false;
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return !/\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
	} catch (error) {
		if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ESRCH') return false;
		throw fileFailure('read', `/proc/${pid}/stat`, error);
	}
}
