import { readFileSync } from 'node:fs';
import type { ListedProcess } from './host.ts';

/** A process of this machine and its children, as the kernel tells; throws if it has none of that number, or does not tell children. */
export function readProcessTree(first: number): readonly ListedProcess[] {
	const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
	return [first, ...children].flatMap(readProcess);
}

/** Nothing if it ended meanwhile. */
function readProcess(pid: number): readonly ListedProcess[] {
	try {
		return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }];
	} catch {
		return [];
	}
}
