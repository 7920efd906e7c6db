import { basename, join } from 'node:path';
import type { Files } from '../host/host.ts';
import type { OwnedDirectory } from '../model/lost.ts';
import { isProjectName } from '../model/names.ts';
import { innerDirectories, proxyDirectories } from '../server/belongings.ts';
import { layoutOfProxy } from '../server/layout.ts';
import type { ProxyAccess } from './shapes.ts';

/**
 * Makes again what the proxy and changes of its sites need and somebody has removed since the plan was made: without the directory of
 * one site's logs the proxy loads nothing at all, the way back included. `staged` is the project of a site that is not among the others
 * yet. Tells whether any was missing.
 */
export async function makeProxyDirectories(proxy: ProxyAccess, files: Files, staged?: string): Promise<boolean> {
	const layout = layoutOfProxy(proxy);
	const sites = await files.list(layout.conf);
	const names = [...sites.map((file) => basename(file, '.conf')), ...(staged === undefined ? [] : [staged])].filter(isProjectName);
	const projects = await Promise.all(names.map((name) => files.stat(join(layout.projects, name))));
	const there = names.filter((_, index) => projects[index]?.kind === 'directory');
	const owned = proxy.driver === 'inner' ? innerDirectories(layout) : proxyDirectories(layout, there);
	const missing: OwnedDirectory[] = [];
	for (const directory of owned) if ((await files.stat(directory.path)) === undefined) missing.push(directory);
	for (const { path, mode } of missing) await files.makeDirectory(path, mode);
	return missing.length > 0;
}
