import type { ProjectSnapshot } from './snapshot.ts';

/** A certificate that a site names and that is not there any more: the proxy has it in memory, and would load nothing without it. */
export interface LostCertificate {
	/** The directory that the site names. */
	readonly path: string;
	readonly number: number;
}

/** What somebody removed of a project's certificates while its site needs it; `undefined` where all is in its place. */
export function lostCertificate(project: Pick<ProjectSnapshot, 'name' | 'site' | 'certificate'>): LostCertificate | undefined {
	const named = namedCertificate(project);
	return named === undefined || named.number <= (project.certificate?.number ?? 0) ? undefined : named;
}

/** The one of Berth's own numbered directories that a site names. */
export function namedCertificate({ name, site }: Pick<ProjectSnapshot, 'name' | 'site'>): LostCertificate | undefined {
	const named = new RegExp(`^\\s*ssl_certificate\\s+"?(/\\S*/certificates/${name}/([1-9]\\d{0,8}))/`, 'm');
	const [, path, number] = named.exec(site?.text ?? '') ?? [];
	return path === undefined ? undefined : { path, number: Number(number) };
}
