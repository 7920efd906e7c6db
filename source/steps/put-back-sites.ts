import type { SiteAtRisk, SiteCopy } from '../model/site-at-risk.ts';
import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { sitesAtRisk } from '../proxies/sites-at-risk.ts';
import { layoutOfProxy } from '../server/layout.ts';
import { brokenFile } from './broken-file.ts';
import { keepAside } from './keep-aside.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';

/**
 * Puts back the sites of other projects than `own` that somebody removed or emptied while their replicas run: whatever reload comes
 * next would take them offline. Only while the proxy is this operation's alone. Gives the copies that are in their places again.
 */
export async function putBackSites(proxy: ProxyAccess, own: string | undefined, context: StepContext): Promise<readonly SiteCopy[]> {
	// A project's own proxy has no sites of others.
	if (proxy.driver === 'inner') return [];
	const sites = await sitesAtRisk(context.host, layoutOfProxy(proxy));
	const returned: SiteCopy[] = [];
	for (const site of sites) {
		if (site.project === own) continue;
		if (await putBack(site, proxy, context)) returned.push(...(site.copy === undefined ? [] : [site.copy]));
	}
	return returned;
}

async function putBack({ project, path, is, serving, copy }: SiteAtRisk, proxy: ProxyAccess, context: StepContext): Promise<boolean> {
	const { host, report } = context;
	const { name, place } = proxyOf(proxy);
	const found = `${path} was ${is === undefined ? 'removed or emptied by hand' : `replaced by ${is}`} while ${serving.join(', ')} of ${project} serve`;
	if (copy === undefined) {
		report(`${found}, and there is no copy of it that ${name} accepted: with this reload ${name} forgets the site`);
		return false;
	}
	if (is !== undefined) await keepAside(path, context);
	await host.files.writeText(path, copy.text);
	const isRunning = await runsAt(place(proxy), host);
	if (isRunning && (await brokenFile(proxy, context)) === path) {
		await host.files.remove(path);
		report(`${found}, and ${name} refuses its last accepted copy ${copy.path} by now: the site stays away`);
		return false;
	}
	report(`${found}; it was put back from ${copy.path}`);
	return true;
}
