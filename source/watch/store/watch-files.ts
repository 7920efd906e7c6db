import type { WatchedHost } from '../../host/host.ts';
import { isProjectName } from '../../model/names.ts';
import { type Layout, projectLayout, proxyLayout } from '../../server/layout.ts';

/** What a change on the disk touches. */
export type FileChangeKind = { readonly kind: 'all' } | { readonly kind: 'audit' } | { readonly kind: 'project'; readonly name: string };

/** Watches the server's directories, and those of the projects it is told of. */
export interface FileWatch {
	/** Watches the directories of exactly these projects from now on. */
	setProjects(names: readonly string[]): void;
}

export function watchFiles(
	{ files }: Pick<WatchedHost, 'files'>,
	layout: Layout,
	changed: (change: FileChangeKind) => void,
	signal: AbortSignal,
): FileWatch {
	const projects = new Map<string, AbortController>();
	const byFileName = (name: string | undefined) => changed(changeOf(name?.replace(/\.(conf|json|lock)$/, '')));
	files.watch(layout.projects, (name) => changed(changeOf(name)), signal);
	files.watch(layout.conf, byFileName, signal);
	files.watch(layout.locks, byFileName, signal);
	files.watch(layout.audit, () => changed({ kind: 'audit' }), signal);
	signal.addEventListener('abort', () => stopAll(projects.values()), { once: true });

	function watchProject(name: string): AbortController {
		const stop = new AbortController();
		const { directory, releases, ownProxy } = projectLayout(layout, name);
		const own = proxyLayout(ownProxy);
		for (const path of [directory, releases, own.conf]) files.watch(path, () => changed({ kind: 'project', name }), stop.signal);
		return stop;
	}

	return {
		setProjects(names) {
			if (signal.aborted) return;
			for (const [name, stop] of projects) {
				if (names.includes(name)) continue;
				stop.abort();
				projects.delete(name);
			}
			for (const name of names) if (!projects.has(name)) projects.set(name, watchProject(name));
		},
	};
}

/** A name that can be a project's is that project's; anything else (the registry, an unknown name) touches all. */
function changeOf(name: string | undefined): FileChangeKind {
	return name !== undefined && isProjectName(name) ? { kind: 'project', name } : { kind: 'all' };
}

function stopAll(controllers: Iterable<AbortController>): void {
	for (const controller of controllers) controller.abort();
}
