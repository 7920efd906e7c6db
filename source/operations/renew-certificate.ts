import { siteCertificate } from '../model/certificate.ts';
import { Failure } from '../model/failure.ts';
import { formatLeft, formatTime } from '../model/format.ts';
import { lostCertificate } from '../model/lost-certificate.ts';
import { atFront, certificateOf, type ProjectSnapshot, type Snapshot } from '../model/snapshot.ts';
import { requireAuthority } from './certificate-authority.ts';
import { certificateOrder, pruneOlder } from './certificate-order.ts';
import { isGood, planCertificate, requireCustomer } from './change-certificate.ts';
import type { SitedProject } from './lost-site.ts';
import type { Intent, Plan } from './plan.ts';

/** True for a certificate that the CA gave and that is due. */
export function isDueForRenewal({ certificates: settings, takenAt }: Snapshot, project: ProjectSnapshot): boolean {
	const front = atFront(project);
	const { project: wanted, site } = front;
	const certificate = certificateOf(front);
	if (settings === undefined || wanted?.tls !== 'auto') return false;
	if (lostCertificate(front) !== undefined) return true;
	if (certificate === undefined || certificate.source !== 'ca') return false;
	const domains = site?.domains ?? wanted.domains;
	return !isGood(certificate, { project: { ...wanted, domains } }, settings, takenAt);
}

/** Replaces a certificate that the CA gave by a new one, once a third of its lifetime is left; at any time if forced. */
export function planRenewCertificate(snapshot: Snapshot, intent: Extract<Intent, { kind: 'renew-certificate' }>): Plan {
	const target = asServed(requireCustomer(snapshot, intent.project));
	const settings = requireAuthority(snapshot, target);
	const present = certificateOf(target);
	const lost = lostCertificate(target);
	if (lost !== undefined) return planAnew(snapshot, target, intent, lost.path);
	if (present === undefined || present.source !== 'ca') {
		throw new Failure({
			kind: 'refused',
			what: `${target.name} has no certificate that Berth obtained`,
			...(present !== undefined && { why: `the one in ${present.path} was put there by hand` }),
			next: `\`berth certificate issue ${target.name}\` obtains one`,
		});
	}
	if (!intent.force && isGood(present, target, settings, snapshot.takenAt)) {
		const title = `The certificate of ${target.name} is renewed from ${formatTime(present.renewAt)} on`;
		return planCertificate(snapshot, target, intent, { title, before: [], certificate: siteCertificate(present), after: [], seconds: 0 });
	}
	const order = certificateOrder(snapshot, settings, target);
	const left = present.expiresAt - snapshot.takenAt;
	return planCertificate(snapshot, target, intent, {
		title: `Renew the certificate of ${target.name}, ${left > 0 ? `which has ${formatLeft(left)} left` : 'which has expired'}`,
		before: order.steps,
		certificate: order.certificate,
		after: pruneOlder(snapshot, target),
		...(isKept(target) && { replaces: present.path }),
		seconds: 10,
	});
}

/** One that somebody removed while the site needs it. */
function planAnew(snapshot: Snapshot, target: SitedProject, intent: Intent, replaces: string): Plan {
	const order = certificateOrder(snapshot, requireAuthority(snapshot, target), target);
	return planCertificate(snapshot, target, intent, {
		title: `Obtain the certificate of ${target.name} anew: ${replaces} is gone`,
		before: order.steps,
		certificate: order.certificate,
		after: pruneOlder(snapshot, target),
		...(isKept(target) && { replaces }),
		seconds: 10,
	});
}

/** What is written in project.yml and not deployed yet is no business of a renewal, which nobody watches. */
function asServed(target: SitedProject): SitedProject {
	const domains = target.site?.domains;
	return domains === undefined || !isKept(target) ? target : { ...target, project: { ...target.project, domains } };
}

/** True for a site that is as Berth wrote it. */
function isKept({ site }: SitedProject): boolean {
	return site?.tls === true && !site.edited && site.lost === undefined;
}
