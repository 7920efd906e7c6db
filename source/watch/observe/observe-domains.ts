import { basename, join } from 'node:path';
import type { WatchedHost } from '../../host/host.ts';
import { isProjectName } from '../../model/names.ts';
import type { DomainHolder } from '../../model/snapshot.ts';
import { askAt } from '../../proxies/at-place.ts';
import { hostNames, proxyOf, readSite as siteIn } from '../../proxies/index.ts';
import type { ProxyAccess } from '../../proxies/proxy.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';

/** Printing its files takes the proxy some ten milliseconds, ms. */
const patience = 20_000;

/** Host names of every site in conf.d, Berth's or not, and of every project's file. What cannot be read has none. */
export async function observeDomains(
	host: Pick<WatchedHost, 'files' | 'readings' | 'docker' | 'daemons'>,
	layout: Layout,
	access: ProxyAccess,
): Promise<readonly DomainHolder[]> {
	const [sites, names, others] = await Promise.all([
		host.files.list(layout.conf),
		host.files.list(layout.projects),
		sitesOfOthers(host, layout, access),
	]);
	const found = await Promise.all([
		...sites.filter((name) => name.endsWith('.conf')).map((name) => readSite(host, join(layout.conf, name))),
		...names.filter(isProjectName).map((name) => readProject(host, name, projectLayout(layout, name).file)),
	]);
	return [...others, ...found].filter(
		(holder) => holder !== undefined && (holder.domains.length > 0 || holder.listens !== undefined),
	) as readonly DomainHolder[];
}

/** What the proxy would load besides Berth's own; what it cannot load tells nothing, and its test says why. */
async function sitesOfOthers(
	host: Pick<WatchedHost, 'docker' | 'daemons'>,
	{ proxyDirectory }: Layout,
	access: ProxyAccess,
): Promise<readonly DomainHolder[]> {
	const proxy = proxyOf(access);
	const command = proxy.dump(access);
	if (command === undefined) return [];
	const answer = await askAt(proxy.place(access), host, command, patience);
	const others = proxy.readDump(answer).filter(({ path }) => !path.startsWith(`${proxyDirectory}/`));
	return others.map(({ path, text }) => ({
		kind: 'site',
		owner: path,
		path,
		domains: hostNames(text).filter(isName),
		listens: proxy.listens(text),
	}));
}

/** Not those for unknown hosts. */
function isName(name: string): boolean {
	return name !== '' && name !== '_';
}

async function readSite({ files }: Pick<WatchedHost, 'files'>, path: string): Promise<DomainHolder | undefined> {
	const text = await files.readText(path).catch(() => undefined);
	if (text === undefined) return undefined;
	const site = siteIn(text);
	const owner = site === undefined ? path : basename(path, '.conf');
	return { kind: 'site', owner, path, domains: hostNames(text), ...(site !== undefined && { generation: site.generation }) };
}

/** A project whose file is wrong cannot be changed, so it wants nothing yet. */
async function readProject(
	{ files, readings }: Pick<WatchedHost, 'files' | 'readings'>,
	owner: string,
	path: string,
): Promise<DomainHolder | undefined> {
	try {
		const text = await files.readText(path);
		if (text === undefined) return undefined;
		const { parseProject } = await import('../../config/project-file.ts');
		const { domains } = await readings.meaning(path, text, async () => parseProject(text, path));
		return { kind: 'project', owner, path, domains };
	} catch {
		return undefined;
	}
}
