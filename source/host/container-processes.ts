import { readFileSync } from 'node:fs';
import type { ListedProcess } from './host.ts';
import { readProcessTree } from './process-tree.ts';

/**
 * The main process of a local container and its children, or all below it, read from the kernel: a tenth of the time that the engine takes
 * to run `ps`. `undefined` if the process is not this machine's or the kernel does not tell children.
 */
export function readContainerProcesses(id: string, main: number, isDeep = false): readonly ListedProcess[] | undefined {
	try {
		if (!isOfContainer(id, main)) return undefined;
		return readProcessTree(main, isDeep);
	} catch {
		return undefined;
	}
}

/**
 * Signals the main process of a local container past its engine: that takes every signal for an order to stop, and would not
 * start an `unless-stopped` container again after a reboot (https://github.com/moby/moby/issues/41302). False if the process
 * is not this machine's or this user's.
 */
export function signalContainer(id: string, main: number, signal: NodeJS.Signals): boolean {
	try {
		return isOfContainer(id, main) && process.kill(main, signal);
	} catch {
		return false;
	}
}

/** An engine elsewhere counts processes of its own: the number alone may mean anybody here. */
function isOfContainer(id: string, main: number): boolean {
	return readFileSync(`/proc/${main}/cgroup`, 'utf8').includes(id);
}
