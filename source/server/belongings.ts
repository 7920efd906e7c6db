import { join } from 'node:path';
import { serviceSource } from '../config/volumes.ts';
import type { OwnedDirectory, OwnedLink } from '../model/lost.ts';
import type { Project } from '../model/project.ts';
import { type Layout, type ProxyLayout, projectLayout } from './layout.ts';

/** What a project cannot do without, besides its files: made with the project, and again when somebody has removed it. */
export function belongingsOf(
	layout: Layout,
	name: string,
	project: Project,
): { readonly directories: readonly OwnedDirectory[]; readonly links: readonly OwnedLink[] } {
	const files = projectLayout(layout, name);
	const data = Object.keys(project.services).map((service) => join(files.directory, serviceSource(service)));
	return {
		directories: [
			{ path: files.releases, mode: 0o755 },
			// What an app writes may be set-uid root: nobody else gets to it, also where the project's directory is open.
			{ path: files.volumes, mode: 0o700 },
			{ path: files.logs, mode: 0o700 },
			...data.map((path) => ({ path, mode: 0o755 })),
			{ path: join(files.logs, 'archive'), mode: 0o755 },
			// The app may run as any user; the directory above keeps strangers out.
			{ path: files.appLogs, mode: 0o777 },
			{ path: files.siteLogs, mode: 0o755 },
		],
		links: [{ path: join(files.logs, 'nginx'), target: files.siteLogs }],
	};
}

/** The directories that the server's proxy and changes of its sites need; those for the logs of these projects' sites among them. */
export function proxyDirectories(layout: Layout, projects: readonly string[] = []): readonly OwnedDirectory[] {
	const { certificates, challenges } = layout;
	const logs = projects.map((name) => projectLayout(layout, name).siteLogs);
	return [...innerDirectories(layout), ...[certificates, challenges, ...logs].map((path) => ({ path, mode: 0o755 }))];
}

/** Those of a project's own proxy. */
export function innerDirectories({ conf, accepted, staged, proxyLogs }: ProxyLayout): readonly OwnedDirectory[] {
	return [conf, accepted, staged, proxyLogs].map((path) => ({ path, mode: 0o755 }));
}
