import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';

const retryAfter = 1000;

/**
 * Calls back on changes until aborted. What is missing, or is replaced by another file of its name, is watched again once a
 * second, and reported as a change of unknown name, because something may have been missed meanwhile.
 */
export function watchPath(path: string, changed: (name: string | undefined) => void, signal: AbortSignal): void {
	let watcher: FSWatcher | undefined;
	let timer: NodeJS.Timeout | undefined;
	const release = () => {
		clearTimeout(timer);
		watcher?.close();
		watcher = undefined;
	};
	const retry = () => {
		release();
		if (signal.aborted) return;
		timer = setTimeout(() => arm(true), retryAfter);
	};
	const arm = (again: boolean) => {
		try {
			watcher = watch(path, (event, name) => {
				changed(name ?? undefined);
				// The kernel watches an inode: after its own removal or replacement nothing more would come.
				if (event === 'rename' && name === basename(path)) rearm();
			});
			watcher.on('error', retry);
			if (again) changed(undefined);
		} catch {
			retry();
		}
	};
	const rearm = () => {
		release();
		if (!signal.aborted) arm(true);
	};
	if (signal.aborted) return;
	signal.addEventListener('abort', release, { once: true });
	arm(false);
}
