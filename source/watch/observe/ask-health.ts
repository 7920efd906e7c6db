import type { HttpAnswer, WatchedHost } from '../../host/host.ts';
import type { Project } from '../../model/project.ts';
import { isRunning, type Replica } from '../../model/replica.ts';
import { certificateOf, liveReplicas, type ProjectSnapshot, type ProxySnapshot } from '../../model/snapshot.ts';

/** A live replica is given this long to answer, ms. */
const patience = 1000;

/** The project with its live replicas asked over HTTP, as the proxy reaches them; others keep what Docker knows. */
export async function askHealth(host: Pick<WatchedHost, 'http' | 'clock'>, snapshot: ProjectSnapshot): Promise<ProjectSnapshot> {
	const { project } = snapshot;
	if (project === undefined) return snapshot;
	const live = new Set(liveReplicas(snapshot).filter(({ health }) => isRunning(health) && health !== 'restarting'));
	if (live.size === 0) return snapshot;
	const ask = (replica: Replica) => (live.has(replica) ? askReplica(host, project, replica) : replica);
	return { ...snapshot, replicas: await Promise.all(snapshot.replicas.map(ask)) };
}

/** Where the proxy takes requests. */
type ProxyPorts = Pick<ProxySnapshot, 'httpPort' | 'httpsPort'>;

/** Of a site whose file is lost, the proxy alone knows whether it still has it. */
export async function askLostSite(host: Pick<WatchedHost, 'http'>, ports: ProxyPorts, snapshot: ProjectSnapshot): Promise<ProjectSnapshot> {
	const { site } = snapshot;
	const domain = site?.domains[0];
	if (site?.lost === undefined || domain === undefined) return snapshot;
	const tls = certificateOf(snapshot) !== undefined;
	const port = tls ? ports.httpsPort : ports.httpPort;
	const { status, body } = await host.http.request({ port, tls, path: '/.berth', host: domain, timeout: patience });
	return { ...snapshot, site: { ...site, isRemembered: status === 200 && body.startsWith(`${site.release} ${site.berth} `) } };
}

/** One request to a running replica: 2xx is healthy; no answer while its app may still boot is starting. */
export async function askReplica(host: Pick<WatchedHost, 'http' | 'clock'>, project: Project, replica: Replica): Promise<Replica> {
	const { path, timeout } = project.health;
	const name = project.domains[0] ?? 'localhost';
	const answer = await host.http.request({ port: replica.port, path, host: name, timeout: patience });
	const { reason: _, ...rest } = replica;
	if (isGood(answer)) return { ...rest, health: 'healthy' };
	const reason = `GET ${path}: ${answer.error ?? `answered ${answer.status}`}`;
	const isBooting = answer.status === undefined && host.clock.now() - (replica.startedAt ?? 0) < timeout;
	return { ...rest, health: isBooting ? 'starting' : 'unhealthy', reason: replica.reason ?? reason };
}

function isGood({ status, error }: HttpAnswer): boolean {
	return error === undefined && status !== undefined && status >= 200 && status < 300;
}
