import { join } from 'node:path';
import type { CertificateReading, WatchedHost } from '../../host/host.ts';
import { type Certificate, type CertificateFailure, isOfTests, renewAt } from '../../model/certificate.ts';
import type { Project } from '../../model/project.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';

type CertificateHost = Pick<WatchedHost, 'files' | 'certificates'>;

/** The newest certificate that Berth has for a project, else the one that somebody put there by hand; and why the last try to have one failed. */
export async function observeCertificate(
	host: CertificateHost,
	layout: Layout,
	name: string,
	project: Project | undefined,
): Promise<Pick<ProjectSnapshot, 'certificate' | 'certificateNumbers' | 'certificateFailure'>> {
	const paths = projectLayout(layout, name);
	const [numbers, failure] = await Promise.all([numbersIn(host, paths.certificates), readFailure(host, paths.certificateFailure)]);
	const certificate =
		(await newestOf(host, paths.certificates, numbers, project?.tls === 'files' ? 'files' : 'ca')) ??
		(await byHand(host, layout, project?.domains ?? []));
	return {
		...(certificate !== undefined && { certificate }),
		...(numbers.length > 0 && { certificateNumbers: numbers }),
		...(failure !== undefined && { certificateFailure: failure }),
	};
}

/** Numbers of the directories, the highest last. */
async function numbersIn({ files }: CertificateHost, directory: string): Promise<readonly number[]> {
	const names = (await files.list(directory)).filter((name) => /^[1-9]\d{0,8}$/.test(name));
	return names.map(Number).sort((left, right) => left - right);
}

async function newestOf(
	host: CertificateHost,
	directory: string,
	numbers: readonly number[],
	source: Certificate['source'],
): Promise<Certificate | undefined> {
	for (const number of numbers.toReversed()) {
		const path = join(directory, String(number));
		const reading = await host.certificates.read(path);
		if (reading !== undefined) return certificateOf(reading, { number, path, source });
	}
	return undefined;
}

/** The site has the one of its first host name that has one. These files are links as often as not; one that leads nowhere counts as none. */
async function byHand(host: CertificateHost, layout: Layout, domains: readonly string[]): Promise<Certificate | undefined> {
	for (const domain of domains) {
		const path = join(layout.certificates, domain);
		const reading = await host.certificates.read(path);
		if (reading !== undefined) return certificateOf(reading, { number: 0, path, source: 'hand' });
	}
	return undefined;
}

/** The proxy may read what Berth cannot: such a one is there all the same. */
const nothingKnown = { names: [], issuer: '', serial: '', notBefore: 0, expiresAt: 0 };

function certificateOf({ facts, keyMatches }: CertificateReading, at: Pick<Certificate, 'number' | 'path' | 'source'>): Certificate {
	if (facts === undefined) return { ...at, ...nothingKnown, keyMatches, renewAt: 0, unreadable: true };
	return { ...at, ...facts, keyMatches, ...(isOfTests(facts.issuer) && { isStaging: true }), renewAt: renewAt(facts) };
}

/** What cannot be read is no reason for anything: the next try writes it anew. */
async function readFailure({ files }: CertificateHost, path: string): Promise<CertificateFailure | undefined> {
	const text = await files.readText(path);
	if (text === undefined) return undefined;
	try {
		const { at, operation, what, why } = JSON.parse(text) as Partial<Record<string, unknown>>;
		if (typeof at !== 'number' || typeof operation !== 'string' || typeof what !== 'string') return undefined;
		return { at, operation, what, ...(typeof why === 'string' && { why }) };
	} catch {
		return undefined;
	}
}
