import { withoutTls } from '../config/tls-choice.ts';
import { Failure } from '../model/failure.ts';
import { lostCertificate } from '../model/lost-certificate.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import type { Step } from '../steps/index.ts';
import { pruneAll } from './certificate-order.ts';
import { planCertificate, requireCustomer } from './change-certificate.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';

/** The site goes back to HTTP, and stays there: `tls: off` is written into `project.yml`. What was put there by hand stays. */
export function planRemoveCertificate(snapshot: Snapshot, intent: Extract<Intent, { kind: 'remove-certificate' }>): Plan {
	const target = requireCustomer(snapshot, intent.project);
	const { file: path } = projectLayout(layoutIn(snapshot), target.name);
	const before = target.projectText ?? '';
	const after = withoutTls(before);
	if (target.certificate === undefined && target.certificateNumbers === undefined && lostCertificate(target) === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${target.name} has no certificate`,
			next: '`berth certificate` shows which projects have one',
		});
	}
	const write: readonly Step[] = before === after ? [] : [{ kind: 'write-files', files: [{ path, before, after }] }];
	const plan = planCertificate(snapshot, { ...target, project: { ...target.project, tls: 'off' } }, intent, {
		title: `Take the certificate of ${target.name} away: its site speaks HTTP only`,
		before: write,
		certificate: null,
		// Without a site nothing makes this change final: what it removed could not be put back.
		after: target.site === undefined ? [] : pruneAll(snapshot, target),
		notes: ['Browsers that were told to stay with HTTPS (Strict-Transport-Security) do not come back to HTTP for up to a year'],
		seconds: 0,
	});
	return { ...plan, confirm: 'name' };
}
