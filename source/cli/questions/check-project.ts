import { join } from 'node:path';
import { isRunning } from '../../model/replica.ts';
import { liveReplicas, type ProjectSnapshot, type Snapshot } from '../../model/snapshot.ts';
import { formatDuration } from '../../present/format.ts';
import { certificateEnd } from '../../watch/observe/certificate-end.ts';
import type { Server } from '../context.ts';
import type { Check } from './check-server.ts';

/** A site must answer within this, in ms. */
const patience = 5000;
const day = 86_400_000;

/** Certificates are renewed 30 days before their end: with fewer days than this, renewal does not work. */
const daysWanted = 14;

/** A project's file, site, live replicas, services and certificates. A project that was never deployed has nothing to be ill. */
export async function checkProject(server: Server, snapshot: Snapshot, project: ProjectSnapshot): Promise<readonly Check[]> {
	const { name, problem, site } = project;
	const file: readonly Check[] = problem === undefined ? [] : [{ subject: name, ok: false, words: problem.what }];
	const services = project.services.map((service) => ({ subject: service.name, ok: service.health === 'healthy', words: service.health }));
	if (site === undefined) return [...file, { subject: name, ok: true, words: 'never deployed' }, ...services];
	const certificates = await Promise.all(project.certificates.map((domain) => checkCertificate(server, snapshot, domain)));
	return [...file, ...(await checkSite(server, snapshot, project)), ...checkReplicas(project), ...services, ...certificates];
}

async function checkSite({ host }: Server, { proxy }: Snapshot, { project, certificates }: ProjectSnapshot): Promise<readonly Check[]> {
	const domain = project?.domains[0];
	if (project === undefined || domain === undefined) return [];
	const tls = certificates.includes(domain);
	const { path } = project.health;
	const answer = await host.http.request({ port: tls ? proxy.httpsPort : proxy.httpPort, tls, path, host: domain, timeout: patience });
	const ok = answer.error === undefined && answer.status !== undefined && answer.status >= 200 && answer.status < 300;
	const said = answer.error ?? `answered ${answer.status} in ${formatDuration(answer.took)}`;
	return [{ subject: `${tls ? 'https' : 'http'}://${domain}${path}`, ok, words: said }];
}

/** Replicas that should take traffic, those that the site names and nobody runs included, and crashed ones beside them. */
function checkReplicas(project: ProjectSnapshot): readonly Check[] {
	const live = liveReplicas(project);
	const missing = (project.site?.ports ?? []).filter((port) => !live.some((replica) => replica.port === port));
	const others = project.replicas.filter((replica) => !live.includes(replica) && isRunning(replica.health) && replica.health !== 'healthy');
	return [
		...live.map(({ name, port, health, reason }) => ({
			subject: `${name} (127.0.0.1:${port})`,
			ok: health === 'healthy',
			words: reason === undefined ? health : `${health}: ${reason}`,
		})),
		...missing.map((port) => ({ subject: `127.0.0.1:${port}`, ok: false, words: 'the site routes here, but no replica has this port' })),
		...others
			.filter(({ health }) => health === 'restarting' || health === 'unhealthy')
			.map(({ name, health, reason }) => ({ subject: name, ok: false, words: reason ?? health })),
	];
}

async function checkCertificate({ host, layout }: Server, { takenAt }: Snapshot, domain: string): Promise<Check> {
	const subject = `certificate of ${domain}`;
	const text = await host.files.readText(join(layout.certificates, domain, 'fullchain.pem'));
	const end = text === undefined ? undefined : certificateEnd(text);
	if (end === undefined) return { subject, ok: false, words: 'it cannot be read' };
	const days = Math.floor((end - takenAt) / day);
	return { subject, ok: days >= daysWanted, words: days < 0 ? 'it has expired' : `${days} days left` };
}
