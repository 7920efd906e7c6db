import type { CertificateSettings } from '../model/certificate.ts';
import type { Project } from '../model/project.ts';
import type { ProjectSnapshot, Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { challengeSiteOf, layoutOf, projectLayout } from '../server/layout.ts';
import type { CloseChallenge } from '../steps/close-challenge.ts';
import type { OpenChallenge } from '../steps/open-challenge.ts';
import { proxyAccess } from './proxy-access.ts';

/** What comes before the CA is asked and after it has answered; nothing where its challenges are answered anyway. */
export interface ChallengeSite {
	readonly open: readonly OpenChallenge[];
	readonly close: readonly CloseChallenge[];
}

const none: ChallengeSite = { open: [], close: [] };

/**
 * The site that answers challenges for host names that the project's own does not answer for. Only beside sites of others: there
 * the first of them has all names that are nobody's, while alone Berth's own part has them.
 */
export function challengeSite(
	snapshot: Snapshot,
	{ method }: CertificateSettings,
	customer: Pick<ProjectSnapshot, 'name' | 'site'> & { readonly project: Project },
	lenient?: true,
): ChallengeSite {
	const access = proxyAccess(snapshot);
	const domains = customer.project.domains.filter((domain) => !customer.site?.domains.includes(domain));
	const isAsked = method.kind === 'webroot' && access.driver === 'host' && snapshot.proxy.instance !== undefined;
	if (!isAsked || domains.length === 0) return none;
	const layout = layoutOf(snapshot.root);
	const proxy = proxyOf(access);
	const main = proxy
		.mainFiles(access)
		.map((path) => snapshot.proxy.files[path] ?? '')
		.join('\n');
	const { driver, httpPort, httpsPort } = access;
	const site = proxy.renderChallengeSite({
		driver,
		project: customer.name,
		domains,
		layout,
		version: snapshot.proxy.version ?? proxy.versionOfImage(''),
		httpPort,
		httpsPort,
		ipv6: proxy.listensOnIpv6(main, httpPort),
	});
	const path = challengeSiteOf(projectLayout(layout, customer.name).site);
	const common = { project: customer.name, proxy: access, path, domains, ...(lenient && { lenient }) };
	return { open: [{ kind: 'open-challenge', ...common, ...site }], close: [{ kind: 'close-challenge', ...common }] };
}
