import { isAbsolute } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { keep, pruneOlder } from './certificate-order.ts';
import { planCertificate, requireCustomer } from './change-certificate.ts';
import type { Intent, Plan } from './plan.ts';

/** Copies the operator's own certificate and key, and serves the site with them. */
export function planInstallCertificate(snapshot: Snapshot, intent: Extract<Intent, { kind: 'install-certificate' }>): Plan {
	const target = requireCustomer(snapshot, intent.project);
	const { certificate, key } = intent;
	const relative = [certificate, key].find((path) => !isAbsolute(path));
	if (relative !== undefined)
		throw new Failure({ kind: 'refused', what: `${relative} is no absolute path`, next: 'Name the file from / on' });
	if (target.project.tls !== 'files') {
		throw new Failure({
			kind: 'refused',
			what: `${target.name} does not take certificates of your own`,
			why: `${target.directory}/project.yml says \`tls: ${target.project.tls}\``,
			next: 'Write `tls: files` there and try again: then none is obtained from a CA',
		});
	}
	const { step, path } = keep(snapshot, target, { certificate, key, given: true });
	return planCertificate(snapshot, target, intent, {
		title: `Serve ${target.name} with the certificate in ${certificate}`,
		before: [step],
		certificate: { path, isRenewed: false },
		after: pruneOlder(snapshot, target),
		notes: [`Both files are copied. Nobody renews them: \`berth certificate install ${target.name}\` takes the next ones`],
		seconds: 1,
	});
}
