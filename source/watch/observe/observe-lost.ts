import { basename, join } from 'node:path';
import { appVolumes } from '../../config/volumes.ts';
import type { Files } from '../../host/host.ts';
import type { Lost, OwnedDirectory } from '../../model/lost.ts';
import { isProjectName } from '../../model/names.ts';
import type { Project } from '../../model/project.ts';
import { belongingsOf, innerDirectories, proxyDirectories } from '../../server/belongings.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';

/** What a project has lost; `undefined` if nothing. `network` is the name of its network where that is gone. */
export async function observeLost(
	files: Files,
	layout: Layout,
	name: string,
	project: Project | undefined,
	network: string | undefined,
): Promise<Lost | undefined> {
	if (project === undefined) return undefined;
	const { directory, appLogs } = projectLayout(layout, name);
	const owned = belongingsOf(layout, name, project);
	const mounted = appVolumes(project.volumes).map(({ from }) => join(directory, from));
	const [directories, open, links, volumes] = await Promise.all([
		missing(files, owned.directories),
		opened(files, owned.directories),
		missing(files, owned.links),
		missing(
			files,
			mounted.filter((path) => path !== appLogs).map((path) => ({ path })),
		),
	]);
	if (network === undefined && directories.length + open.length + links.length + volumes.length === 0) return undefined;
	return {
		...(network !== undefined && { network }),
		directories,
		...(open.length > 0 && { open }),
		links,
		volumes: volumes.map(({ path }) => path),
	};
}

/** What the proxy has lost, the directories for logs of sites that are in use included: without one it loads no configuration at all. `isServers`: it is the server's own. */
export async function observeLostOfProxy(files: Files, layout: Layout, isServers: boolean): Promise<readonly OwnedDirectory[]> {
	if (!isServers) return missing(files, innerDirectories(layout));
	const sites = (await files.list(layout.conf)).filter((file) => file.endsWith('.conf')).map((file) => basename(file, '.conf'));
	const names = sites.filter(isProjectName);
	const stats = await Promise.all(names.map((name) => files.stat(join(layout.projects, name))));
	return missing(
		files,
		proxyDirectories(
			layout,
			names.filter((_, index) => stats[index]?.kind === 'directory'),
		),
	);
}

/** The directory of sites' logs, if others than root and the proxy may go into it. */
export async function observeOpenLogs(files: Files, { proxyLogs }: Layout): Promise<string | undefined> {
	const found = await files.stat(proxyLogs);
	return found?.kind === 'directory' && (found.mode & 0o007) !== 0 ? proxyLogs : undefined;
}

/** Of what is to be root's alone, as it is made, what others may go into. One of another owner is his, and no mount may lie in it. */
async function opened(files: Files, owned: readonly OwnedDirectory[]): Promise<readonly string[]> {
	const closed = owned.filter(({ mode }) => mode === 0o700).map(({ path }) => path);
	const stats = await Promise.all(closed.map((path) => files.stat(path)));
	return closed.filter((_, index) => stats[index]?.kind === 'directory' && stats[index].isOpen);
}

/** Whatever else stands in the place of one is somebody's, and is left alone. */
async function missing<Owned extends { readonly path: string }>(files: Files, owned: readonly Owned[]): Promise<readonly Owned[]> {
	const stats = await Promise.all(owned.map(({ path }) => files.stat(path)));
	return owned.filter((_, index) => stats[index] === undefined);
}
