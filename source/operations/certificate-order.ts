import { join } from 'node:path';
import { type Certificate, type CertificateSettings, covers, type SiteCertificate, siteCertificate } from '../model/certificate.ts';
import { namedCertificate } from '../model/lost-certificate.ts';
import type { Project } from '../model/project.ts';
import { certificateOf, type ProjectSnapshot, type Snapshot } from '../model/snapshot.ts';
import { layoutOf, projectLayout } from '../server/layout.ts';
import type { CloseChallenge } from '../steps/close-challenge.ts';
import type { ObtainCertificate } from '../steps/obtain-certificate.ts';
import type { OpenChallenge } from '../steps/open-challenge.ts';
import type { PruneCertificates } from '../steps/prune-certificates.ts';
import type { SaveCertificate } from '../steps/save-certificate.ts';
import type { TryChallenge } from '../steps/try-challenge.ts';
import { challengeSite } from './challenge-site.ts';
import { layoutIn } from './proxy-access.ts';

/** A project for which a certificate is ordered; a new one has none yet. */
export type Customer = Pick<ProjectSnapshot, 'name' | 'certificate' | 'certificateNumbers' | 'site'> & { readonly project: Project };

type OrderStep = OpenChallenge | CloseChallenge | TryChallenge | ObtainCertificate | SaveCertificate;

/** What the site is to serve with, and the steps that lead to it. */
export interface CertificateOrder {
	readonly steps: readonly OrderStep[];
	/** `null`: HTTP only. */
	readonly certificate: SiteCertificate | null;
}

/** Tries the way that the CA will go, orders one certificate with all domains, and keeps it under a new number. */
export function certificateOrder(snapshot: Snapshot, settings: CertificateSettings, customer: Customer, lenient?: true): CertificateOrder {
	const {
		name: project,
		project: { domains },
		certificate,
	} = customer;
	const layout = layoutIn(snapshot);
	const { method, directory: authority, issuers, resolver, challengePort: port, email, caBundle, precheck } = settings;
	const common = { project, domains, failureFile: projectLayout(layout, project).certificateFailure, ...(lenient && { lenient }) };
	const webroot = method.kind === 'webroot' ? { webroot: layout.challenges } : {};
	const order = orderDirectory(snapshot, project);
	const save = keep(snapshot, customer, { certificate: join(order, 'fullchain.pem'), key: join(order, 'privkey.pem') });
	const { open, close } = challengeSite(snapshot, settings, customer, lenient);
	const steps: readonly OrderStep[] = [
		...open,
		{
			kind: 'try-challenge',
			...common,
			...webroot,
			port,
			issuers,
			...(resolver !== undefined && { resolver }),
			...(precheck && { precheck }),
		},
		{
			kind: 'obtain-certificate',
			...common,
			order,
			certbot: layout.certbot,
			lock: layout.certbotLock,
			authority,
			...(email !== undefined && { email }),
			...(caBundle !== undefined && { caBundle }),
			method: method.kind === 'webroot' ? { kind: 'webroot', webroot: layout.challenges } : method,
			...(certificate !== undefined && certificate.number > 0 && { replaces: certificate.serial }),
		},
		{ ...save.step, ...(lenient && { lenient }) },
		...close,
	];
	return { steps, certificate: { path: save.path, isRenewed: save.step.number > 1 && !settings.staging } };
}

/** The step that keeps a certificate under the project's next number. */
export function keep(
	snapshot: Snapshot,
	customer: Customer,
	files: Pick<SaveCertificate, 'certificate' | 'key' | 'given'>,
): { readonly step: SaveCertificate; readonly path: string } {
	const { name, project, certificateNumbers = [] } = customer;
	const { certificates: directory, certificateFailure: failureFile } = projectLayout(layoutIn(snapshot), name);
	// Nor one that is gone: the site that names it must get another text, or the proxy would not load what is there instead.
	const number = Math.max(0, namedCertificate(customer)?.number ?? 0, ...certificateNumbers) + 1;
	const step: SaveCertificate = {
		kind: 'save-certificate',
		project: name,
		domains: project.domains,
		directory,
		number,
		...files,
		failureFile,
	};
	return { step, path: join(directory, String(number)) };
}

/** Where the ACME client leaves what it obtained for a project. */
export function orderDirectory({ root }: Snapshot, project: string): string {
	return join(layoutOf(root).certbot, 'orders', project);
}

/** The certificate for a change of the site: where its host names are new to the one that the CA gave, another one comes first. */
export function certificateForChange(snapshot: Snapshot, customer: Customer): CertificateOrder {
	const present = certificateOf(customer);
	const { certificates: settings } = snapshot;
	const isOurs = present?.source === 'ca' && customer.project.tls === 'auto';
	if (settings === undefined || !isOurs || coversAll(present, customer.project)) {
		return { steps: [], certificate: present === undefined ? null : siteCertificate(present) };
	}
	return certificateOrder(snapshot, settings, customer);
}

/** True if it is for every host name of the project. */
export function coversAll({ names }: Certificate, { domains }: Project): boolean {
	return domains.every((domain) => covers(names, domain));
}

/** The step that removes all certificates of a project but the one served before, which a way back may need; the new one is not among them yet. */
export function pruneOlder(snapshot: Snapshot, { name, certificate, certificateNumbers = [] }: Customer): readonly PruneCertificates[] {
	const numbers = certificateNumbers.filter((number) => number !== certificate?.number);
	const { certificates: directory } = projectLayout(layoutIn(snapshot), name);
	return numbers.length === 0 ? [] : [{ kind: 'prune-certificates', project: name, directory, numbers }];
}

/** The step that removes all certificates of a project, and what was ordered for it. */
export function pruneAll(
	snapshot: Snapshot,
	{ name, certificateNumbers = [] }: Pick<Customer, 'name' | 'certificateNumbers'>,
): readonly PruneCertificates[] {
	if (certificateNumbers.length === 0) return [];
	const { certificates: directory } = projectLayout(layoutIn(snapshot), name);
	return [{ kind: 'prune-certificates', project: name, directory, numbers: certificateNumbers, order: orderDirectory(snapshot, name) }];
}
