import { type CertificateAuthority, openCertificateAuthority } from './certificate-authority.ts';
import { askSecurely, type SecureSite } from './secure-site.ts';
import { type ServerName, serverPorts } from './server-ports.ts';
import type { TestEngine } from './test-engine.ts';
import { newTestProject, type ProjectOptions, type TestProject } from './test-project.ts';
import { openTestServer, type ServerOptions, type TestServer } from './test-server.ts';

/** A server on which certificates are set up, with the authority that gives them. */
export interface CertificateLab {
	readonly server: TestServer;
	readonly authority: CertificateAuthority;
	/** Makes a project; its load and its `servingVersion` follow it to HTTPS, where that is. */
	newProject(name: string, options?: ProjectOptions): Promise<SecureProject>;
	/** The server first; gives what is left of it. */
	close(): ReturnType<TestServer['close']>;
}

export interface SecureProject extends TestProject {
	readonly site: SecureSite;
	/** HTTPS under another of its domains. */
	siteOf(domain: string): SecureSite;
}

/** Requests a second: with TLS each costs more. */
const rate = 200;

/** How the lab's authority is called in CAA records. */
export const issuer = 'authority.test';

/** What DNS says of a domain that leads to a test server. */
export const here = { a: ['127.0.0.1'] };

export interface LabOptions {
	/** Of its certificates, s. Default an hour. */
	readonly lifetime?: number;
	readonly server?: ServerOptions;
}

export async function openCertificateLab(
	name: ServerName,
	testEngine: TestEngine,
	{ lifetime, server: options }: LabOptions = {},
): Promise<CertificateLab> {
	const ports = serverPorts(name);
	const authority = await openCertificateAuthority(ports, { ...(lifetime !== undefined && { lifetime }) });
	const { directory, bundle, names } = authority;
	const settings = { ca: directory, caBundle: bundle, resolver: names.address, challengePort: ports.http, issuers: [issuer] };
	const server = await openTestServer(name, testEngine, { ...options, settings: [`certificates: ${JSON.stringify(settings)}`] });
	return {
		server,
		authority,
		async newProject(project, projectOptions) {
			const made = await newTestProject(server, project, projectOptions);
			const siteOf = (domain: string): SecureSite => ({ port: ports.https, domain, root: authority.root });
			const site = siteOf(made.domain);
			return {
				...made,
				site,
				siteOf,
				load: (load) => made.load({ https: site, rate, ...load }),
				servingVersion: async () => String((await askSecurely(site, '/version')).version),
			};
		},
		async close() {
			const left = await server.close();
			await authority.close();
			return left;
		},
	};
}
