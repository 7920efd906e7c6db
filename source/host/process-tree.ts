import { readFileSync } from 'node:fs';
import type { ListedProcess } from './host.ts';

/**
 * A process of this machine and its children, as the kernel tells, or with `isDeep` all below it; throws if there is none of that number, or it does not
 * tell children.
 */
export function readProcessTree(first: number, isDeep = false): readonly ListedProcess[] {
	const children = childrenOf(first);
	return [first, ...(isDeep ? children.flatMap(withDescendants) : children)].flatMap(readProcess);
}

function childrenOf(pid: number): readonly number[] {
	return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** One that ended meanwhile has no more of them. */
function withDescendants(pid: number): readonly number[] {
	try {
		return [pid, ...childrenOf(pid).flatMap(withDescendants)];
	} catch {
		return [pid];
	}
}

/** Nothing if it ended meanwhile. */
function readProcess(pid: number): readonly ListedProcess[] {
	try {
		return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }];
	} catch {
		return [];
	}
}
