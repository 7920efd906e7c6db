import type { Certificate, CertificateSettings, SiteCertificate } from '../model/certificate.ts';
import { Failure } from '../model/failure.ts';
import { atFront, type SiteSnapshot, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { projectLayout } from '../server/layout.ts';
import type { Step } from '../steps/index.ts';
import type { Route } from '../steps/route.ts';
import { coversAll } from './certificate-order.ts';
import { type ReadyProject, requireEngine, requireReady } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';
import { putInOrder } from './put-in-order.ts';
import { probeTarget, routeTo, servingReplicas, stageOf } from './traffic-steps.ts';

/** A project whose certificate is to be changed, ready for that. */
export function requireCustomer(snapshot: Snapshot, name: string): SitedProject {
	requireEngine(snapshot);
	if (snapshot.proxy.npm !== undefined) {
		throw new Failure({
			kind: 'refused',
			what: `Certificates of ${name} are those of Nginx Proxy Manager`,
			why: 'it is the proxy of this server, and its hosts have TLS',
			next: "Choose one there, in the host's tab SSL",
		});
	}
	return withSite(snapshot, atFront(requireReady(snapshot, name)));
}

/** True for a certificate that the CA gave and that is good for a while yet, for all host names. */
export function isGood(
	certificate: Certificate | undefined,
	{ project }: Pick<ReadyProject, 'project'>,
	settings: CertificateSettings,
	now: number,
): certificate is Certificate {
	if (certificate === undefined || certificate.number === 0 || certificate.unreadable || !certificate.keyMatches) return false;
	const isOfThisAuthority = (certificate.isStaging ?? false) === settings.staging;
	return isOfThisAuthority && coversAll(certificate, project) && now < certificate.renewAt;
}

/** What a plan about a certificate does before and after the site serves with it. */
export interface CertificateChange {
	readonly title: string;
	readonly before: readonly Step[];
	/** `null`: the site goes back to HTTP. */
	readonly certificate: SiteCertificate | null;
	readonly after: readonly Step[];
	/** The directory of the certificate that is served: nothing else of the site changes, whatever project.yml says by now. */
	readonly replaces?: string;
	readonly notes?: readonly string[];
	/** Seconds that it takes before the site. */
	readonly seconds: number;
}

/** The plan that puts another certificate before the same replicas: a new site text, which is tested, loaded and acknowledged as any other. */
export function planCertificate(snapshot: Snapshot, target: SitedProject, intent: Intent, change: CertificateChange): Plan {
	const ownSite = projectLayout(layoutIn(snapshot), target.name).site;
	const { site } = target;
	const closed = site?.closed;
	const route = site && routeWith(snapshot, target, site, change);
	const isNew = route !== undefined && route.text !== site?.text;
	const written = change.before.flatMap((step) => (step.kind === 'write-files' ? step.files : []));
	const work = [
		...change.before,
		...(isNew ? [stageOf(route), { ...route, certificate: change.certificate?.path ?? null }] : []),
		...change.after,
	];
	return {
		intent,
		project: target.name,
		title: change.title,
		steps: work.length === 0 ? [] : [...putInOrder(snapshot, target, ownSite, isNew), ...work],
		files: [...written, ...(isNew ? [{ path: route.path, before: route.before, after: route.text }] : [])],
		notes: change.notes ?? [],
		expect: { seconds: change.seconds + (isNew ? 1 : 0), memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		// A site that is to speak HTTP only cannot be asked in one way before and after.
		...(isNew && !closed && change.certificate !== null && { probe: probeTarget(snapshot, target), serving: servingReplicas(target) }),
		resume: 'back',
		empty: work.length === 0,
	};
}

function routeWith(snapshot: Snapshot, target: SitedProject, site: SiteSnapshot, { certificate, replaces }: CertificateChange): Route {
	const { release, berth, ports, closed } = site;
	const route = routeTo(snapshot, target, { release, berth, ports, ...(closed && { closed }) }, certificate);
	const kept = replaces && certificate && proxyOf(route.proxy).withCertificate(site.text, replaces, certificate.path);
	return kept ? { ...route, ...kept } : route;
}
