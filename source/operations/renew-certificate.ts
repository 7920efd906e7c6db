import { siteCertificate } from '../model/certificate.ts';
import { Failure } from '../model/failure.ts';
import { formatLeft, formatTime } from '../model/format.ts';
import { certificateOf, type ProjectSnapshot, type Snapshot } from '../model/snapshot.ts';
import { certificateOrder, pruneOlder } from './certificate-order.ts';
import { isGood, planCertificate, requireAuthority, requireCustomer } from './change-certificate.ts';
import type { Intent, Plan } from './plan.ts';

/** True for a certificate that the CA gave and that is due, or lacks a host name by now. */
export function isDueForRenewal({ certificates: settings, takenAt }: Snapshot, project: ProjectSnapshot): boolean {
	const { certificate, project: wanted } = project;
	if (settings === undefined || wanted?.tls !== 'auto' || certificate === undefined || certificate.source !== 'ca') return false;
	return !isGood(certificate, { project: wanted }, settings, takenAt);
}

/** Replaces a certificate that the CA gave by a new one, once a third of its lifetime is left; at any time if forced. */
export function planRenewCertificate(snapshot: Snapshot, intent: Extract<Intent, { kind: 'renew-certificate' }>): Plan {
	const target = requireCustomer(snapshot, intent.project);
	const settings = requireAuthority(snapshot, target);
	const present = certificateOf(target);
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
		seconds: 10,
	});
}
