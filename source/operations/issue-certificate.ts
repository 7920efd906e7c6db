import { siteCertificate } from '../model/certificate.ts';
import { formatList } from '../model/format.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import { requireAuthority } from './certificate-authority.ts';
import { certificateOrder, pruneOlder } from './certificate-order.ts';
import { renewalTrouble } from './certificate-timer.ts';
import { isGood, planCertificate, requireCustomer } from './change-certificate.ts';
import { requireOwnDomains } from './domain-owner.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';

/** Obtains a certificate for all host names of a project, and serves its site with it; one that is good already is served, and none ordered. */
export function planIssueCertificate(snapshot: Snapshot, intent: Extract<Intent, { kind: 'issue-certificate' }>): Plan {
	const target = requireCustomer(snapshot, intent.project);
	const settings = requireAuthority(snapshot, target);
	// Where there is a site, its next text is looked at in the same way.
	if (target.site === undefined) requireOwnDomains(snapshot, target, projectLayout(layoutIn(snapshot), target.name).site);
	const names = formatList(target.project.domains);
	const { certificate: present } = target;
	if (isGood(present, target, settings, snapshot.takenAt)) {
		const title = `${target.name} has a good certificate for ${names}`;
		return planCertificate(snapshot, target, intent, { title, before: [], certificate: siteCertificate(present), after: [], seconds: 0 });
	}
	const order = certificateOrder(snapshot, settings, target);
	return planCertificate(snapshot, target, intent, {
		title: `Obtain a certificate of ${target.name} for ${names}`,
		before: order.steps,
		certificate: order.certificate,
		after: pruneOlder(snapshot, target),
		notes: [
			...(target.site === undefined ? ['Its site has it from the first deploy on'] : []),
			...(renewalTrouble(snapshot) !== undefined ? ['Nothing renews it by itself yet: `berth certificate timer` sees to that'] : []),
		],
		seconds: 10,
	});
}
