import { join } from 'node:path';
import type { ContainerSummary, WatchedHost } from '../host/host.ts';
import { identityOf } from '../model/container-identity.ts';
import { isProjectName } from '../model/names.ts';
import type { SiteAtRisk, SiteCopy } from '../model/site-at-risk.ts';
import { acceptedCopyOf, type Layout, projectLayout } from '../server/layout.ts';
import { type NoText, readSiteFile, textOf } from '../server/read-site-file.ts';
import { hostNames, readSite } from './index.ts';

type Reach = Pick<WatchedHost, 'files' | 'docker'>;

/**
 * Sites of registered projects that were removed, emptied or replaced by what is no file while their replicas run. A project whose directory is gone has
 * none, nor has one whose host names another file answers for by now: somebody has only renamed it.
 */
export async function sitesAtRisk(host: Reach, layout: Layout): Promise<readonly SiteAtRisk[]> {
	const missing = await missingSites(host, layout);
	if (missing.length === 0) return [];
	const answered = await answeredNames(host, layout);
	const sites = await Promise.all(missing.map((site) => siteAtRisk(host, layout, site, answered)));
	return sites.filter((site) => site !== undefined);
}

/** A project without a site file of any content, and what stands in its place. */
interface MissingSite {
	readonly project: string;
	readonly found: string | NoText;
}

async function missingSites({ files }: Reach, layout: Layout): Promise<readonly MissingSite[]> {
	// Only plans ask: the first look at a server goes without its reader.
	const { parseRegistry } = await import('../server/port-registry.ts');
	const registered = Object.keys(parseRegistry(await files.readText(layout.registry), layout.registry).projects).filter(isProjectName);
	const apart = await Promise.all(registered.map((project) => files.stat(projectLayout(layout, project).ownProxy)));
	const served = registered.filter((_, index) => apart[index] === undefined);
	const sites = await Promise.all(
		served.map(async (project) => ({ project, found: (await readSiteFile(files, projectLayout(layout, project).site)) ?? '' })),
	);
	return sites.filter(({ found }) => typeof found === 'object' || found.trim() === '');
}

/** Host names that files in conf.d answer for. */
async function answeredNames({ files }: Reach, { conf }: Layout): Promise<ReadonlySet<string>> {
	const names = (await files.list(conf)).filter((name) => name.endsWith('.conf'));
	// What cannot be read is the proxy's to refuse.
	const texts = await Promise.all(names.map((name) => files.readText(join(conf, name)).catch(() => undefined)));
	return new Set(texts.flatMap((text) => (text === undefined ? [] : hostNames(text))));
}

async function siteAtRisk(
	host: Reach,
	layout: Layout,
	{ project, found }: MissingSite,
	answered: ReadonlySet<string>,
): Promise<SiteAtRisk | undefined> {
	const { files, docker } = host;
	const paths = projectLayout(layout, project);
	if ((await files.stat(paths.file)) === undefined) return undefined;
	const running = (await docker.containers({ 'berth.project': project })).filter(isServing);
	const copy = await readCopy(host, acceptedCopyOf(paths.site));
	const names = copy === undefined ? [] : hostNames(copy.text);
	const serving = running.filter(({ labels }) => copy === undefined || labels['berth.berth'] === copy.berth).map(({ name }) => name);
	if (serving.length === 0 || names.some((name) => answered.has(name))) return undefined;
	const site = { project, path: paths.site, ...(typeof found === 'object' && found), serving: serving.sort() };
	if (copy !== undefined) return { ...site, copy };
	// Before its first `route`, and after its removal's `unroute`, a project has replicas and no site.
	const isChanging = (await files.readText(paths.lockOwner)) !== undefined;
	return isChanging || (await files.readLink(paths.current)) === undefined ? undefined : site;
}

function isServing(container: ContainerSummary): boolean {
	return identityOf(container)?.kind === 'replica' && ['running', 'restarting', 'paused'].includes(container.state);
}

async function readCopy({ files }: Reach, path: string): Promise<SiteCopy | undefined> {
	const text = textOf(await readSiteFile(files, path));
	const site = text === undefined ? undefined : readSite(text);
	const domain = site?.domains[0];
	if (text === undefined || site === undefined || domain === undefined) return undefined;
	const { release, berth, generation } = site;
	return { path, text, release, berth, generation, domain, tls: site.tls };
}
