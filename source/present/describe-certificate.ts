import { type Certificate, type CertificateFailure, certificateState, covers } from '../model/certificate.ts';
import { formatLeft } from '../model/format.ts';
import type { LostCertificate } from '../model/lost-certificate.ts';
import type { ProjectSnapshot } from '../model/snapshot.ts';

/** How a certificate is, for a check: `warn` while it still works and somebody should look. */
export interface CertificateVerdict {
	readonly level: 'good' | 'warn' | 'bad';
	readonly words: string;
}

/** What is to be said of a project's certificate at a moment, the worst first. */
export function judgeCertificate(certificate: Certificate, project: ProjectSnapshot, now: number): CertificateVerdict {
	if (certificate.unreadable) return { level: 'bad', words: 'it cannot be read' };
	const state = certificateState(certificate, now);
	const left = state === 'over' ? 'it has expired' : `${formatLeft(certificate.expiresAt - now)} left`;
	const failure = project.certificateFailure && describeCertificateFailure(project.certificateFailure);
	const words = [left, ...troubles(certificate, project, state === 'late'), ...(failure === undefined ? [] : [failure])].join('; ');
	if (state === 'over' || !certificate.keyMatches) return { level: 'bad', words };
	return { level: words === left ? 'good' : 'warn', words };
}

function troubles(
	{ keyMatches, isStaging, names, source }: Certificate,
	{ project, name }: ProjectSnapshot,
	isLate: boolean,
): readonly string[] {
	const missing = (project?.domains ?? []).filter((domain) => !covers(names, domain));
	const renewal =
		source === 'ca' ? `it should have been renewed by now: \`berth certificate renew ${name}\`` : 'put a new one in its place';
	return [
		...(keyMatches ? [] : ['its private key is missing, or that of another one']),
		...(missing.length === 0 ? [] : [`it is not for ${missing.join(', ')}`]),
		...(isStaging ? ['it is for tests, and browsers do not trust it'] : []),
		...(isLate ? [renewal] : []),
	];
}

/** Why the last try to obtain one failed, in one line. */
export function describeCertificateFailure({ what, why }: CertificateFailure): string {
	return `the last try failed: ${what}${why === undefined ? '' : ` (${why})`}`;
}

/** What it means that one is gone, and what mends it. */
export function describeLostCertificate({ name }: Pick<ProjectSnapshot, 'name'>, { path }: LostCertificate): string {
	return `${path} is gone: nginx serves it from memory until it starts anew, and loads no change of any site; \`berth certificate issue ${name}\` obtains another`;
}
