import { join } from 'node:path';
import { containerNameOf } from '../../model/berth.ts';
import { formatDuration } from '../../model/format.ts';
import { lostCertificate } from '../../model/lost-certificate.ts';
import { replicaAt } from '../../model/ports.ts';
import { isRunning } from '../../model/replica.ts';
import { atFront, atItsProxy, certificateOf, liveReplicas, type ProjectSnapshot, type Snapshot } from '../../model/snapshot.ts';
import { describeHeldPort, describeLostSite, describeStopped, unseenWords } from '../../present/condition.ts';
import { describeCertificateFailure, describeLostCertificate, judgeCertificate } from '../../present/describe-certificate.ts';
import { describeLost } from '../../present/describe-lost.ts';
import { describeProblem } from '../../present/describe-problem.ts';
import { describeRights } from '../../present/describe-rights.ts';
import { describeUnfinished } from '../../present/describe-unfinished.ts';
import { isAskedByTls } from '../../proxies/judge-front.ts';
import { projectLayout } from '../../server/layout.ts';
import type { Server } from '../context.ts';
import type { Check } from './check-server.ts';
import { explainContainer } from './explain-container.ts';

/** A site must answer within this, in ms. */
const patience = 5000;

/** A change that is neither finished nor undone: told before all else, which may only follow from it. */
export function checkUnfinished(project: ProjectSnapshot): readonly Check[] {
	const words = describeUnfinished(project);
	return words === undefined ? [] : [{ subject: project.name, ok: false, words }];
}

/** A project's file, site, live replicas, services and certificates. A project that was never deployed has nothing to be ill. */
export async function checkProject(server: Server, snapshot: Snapshot, project: ProjectSnapshot): Promise<readonly Check[]> {
	const { name, problem, site } = project;
	const wrong: readonly Check[] = problem === undefined ? [] : [{ subject: name, ok: false, words: describeProblem(problem) }];
	const file = [...wrong, ...(await checkAuthors(server, project)), ...(await checkReach(server, project))];
	const services = await checkServices(server, project);
	const told = new Set(services.flatMap(({ ok, subject }) => (ok ? [] : [subject])));
	const lost = describeLost(project).flatMap(({ subject, words }): readonly Check[] =>
		told.has(subject) ? [] : [{ subject, ok: false, words }],
	);
	if (site === undefined) return [...file, { subject: name, ok: true, words: 'never deployed' }, ...lost, ...services, ...failed(project)];
	const lostSite: readonly Check[] = site.lost === undefined ? [] : [{ subject: site.path, ok: false, words: describeLostSite(project) }];
	const serving = site.closed
		? [{ subject: name, ok: true, words: `${describeStopped(project)}; until then its visitors get 503` }]
		: [...(await checkSite(server, snapshot, project)), ...(await checkReplicas(server, project))];
	return [...file, ...lostSite, ...lost, ...serving, ...services, ...checkCertificate(snapshot, project)];
}

/** Whoever may write a project's file, or put another in its place, says what root deploys. */
async function checkAuthors({ host, layout }: Server, { name }: ProjectSnapshot): Promise<readonly Check[]> {
	const { directory, file } = projectLayout(layout, name);
	for (const path of [directory, file]) {
		const found = await host.files.stat(path).catch(() => undefined);
		if (found?.isShared !== true) continue;
		const who = `user ${found.owner} owns it, mode ${(found.mode & 0o777).toString(8)}`;
		const words = `others than root can change what root deploys (${who}); to end that: chown root: ${path} && chmod go-w ${path}`;
		return [{ subject: path, ok: true, isWarning: true, words }];
	}
	return [];
}

/** What an app writes may be set-uid root: whoever reaches it is root as well. Below `volumes` and `logs` nobody does. */
async function checkReach({ host, layout }: Server, { name, project }: ProjectSnapshot): Promise<readonly Check[]> {
	const { directory } = projectLayout(layout, name);
	const found = await host.files.stat(directory).catch(() => undefined);
	if (project === undefined || found === undefined || !(found.isOpen || found.isShared)) return [];
	const reached = project.volumes.filter(({ from, readOnly }) => !readOnly && !/^(volumes|logs)\//.test(from));
	return reached.map(({ from }) => {
		const path = join(directory, from);
		const danger = `others than root get to it through ${directory} (mode ${(found.mode & 0o777).toString(8)}); a set-uid file that the app leaves there makes them root`;
		const way = `move it to ${directory}/volumes, where nobody else gets in, or \`chown root: ${directory} && chmod 700 ${directory}\``;
		const deploy = `whoever copies releases gets there by \`mount --bind ${directory}/releases …\` then, while \`setfacl -m u:deploy:x\` would let him in here, too`;
		return { subject: path, ok: true, isWarning: true, words: `${danger}; ${way}; ${deploy}` };
	});
}

async function checkSite({ host }: Server, server: Snapshot, snapshot: ProjectSnapshot): Promise<readonly Check[]> {
	const { project } = snapshot;
	const { proxy } = atItsProxy(server, snapshot.name);
	const domain = project?.domains[0];
	if (project === undefined || domain === undefined) return [];
	const front = proxy.npm?.front;
	const tls = certificateOf(snapshot) !== undefined || (front !== undefined && isAskedByTls(front, domain));
	const { path } = project.health;
	const answer = await host.http.request({ port: tls ? proxy.httpsPort : proxy.httpPort, tls, path, host: domain, timeout: patience });
	const ok = answer.error === undefined && answer.status !== undefined && answer.status >= 200 && answer.status < 300;
	const said = answer.error ?? `answered ${answer.status} in ${formatDuration(answer.took)}`;
	return [{ subject: `${tls ? 'https' : 'http'}://${domain}${path}`, ok, words: said }];
}

/** PostgreSQL, Redis…: what they say of themselves. */
function checkServices(server: Server, project: ProjectSnapshot): Promise<readonly Check[]> {
	return Promise.all(
		project.services.map(async ({ name, health }): Promise<Check> => {
			if (health === 'healthy') return { subject: name, ok: true, words: `${health}${await moreRights(server, name)}` };
			const again = describeLost(project).find(({ subject }) => subject === name);
			const words = again === undefined ? health : `${health}; ${again.words}`;
			return { subject: name, ok: false, words, why: await explainContainer(server, { project, name, isLive: true }) };
		}),
	);
}

/** Replicas that should take traffic, those that the site names and nobody runs included, and crashed ones beside them. */
async function checkReplicas(server: Server, project: ProjectSnapshot): Promise<readonly Check[]> {
	if (project.unseen) return [{ subject: project.name, ok: false, words: unseenWords }];
	const live = liveReplicas(project);
	const missing = (project.site?.ports ?? []).filter((port) => !live.some((replica) => replica.port === port));
	const others = project.replicas.filter((replica) => !live.includes(replica) && isRunning(replica.health) && replica.health !== 'healthy');
	const ill = others.filter(({ health }) => health === 'restarting' || health === 'unhealthy');
	const held = (project.heldPorts ?? []).map(
		(one): Check => ({ subject: `127.0.0.1:${one.port}`, ok: false, words: describeHeldPort(one) }),
	);
	const explain = (name: string, port: number, isLive: boolean) => explainContainer(server, { project, name, port, isLive });
	return Promise.all([
		...held,
		...live.map(async ({ name, port, health, reason }): Promise<Check> => {
			const subject = `${name} (127.0.0.1:${port})`;
			if (health === 'healthy') return { subject, ok: true, words: `${health}${await moreRights(server, name)}` };
			if (health === 'unknown' && project.project === undefined)
				return { subject, ok: true, isWarning: true, words: 'it runs; what to ask it is not known while project.yml is wrong' };
			return { subject, ok: false, words: reason === undefined ? health : `${health}: ${reason}`, why: await explain(name, port, true) };
		}),
		...missing.map(async (port): Promise<Check> => {
			const at = project.ports && replicaAt(project.ports, port);
			const words = 'the site routes here, but no replica has this port';
			const check = { subject: `127.0.0.1:${port}`, ok: false, words };
			return at === undefined ? check : { ...check, why: await explain(containerNameOf(project.name, at.berth, at.index), port, true) };
		}),
		...ill.map(async ({ name, port, health, reason }): Promise<Check> => {
			return { subject: name, ok: false, words: reason ?? health, why: await explain(name, port, false) };
		}),
	]);
}

/** `; has NET_RAW`: what a container may do beyond what all may. */
async function moreRights({ host }: Server, name: string): Promise<string> {
	const detail = await host.docker.inspect(name).catch(() => undefined);
	const words = detail?.rights && describeRights(detail.rights);
	return words === undefined ? '' : `; ${words}`;
}

function checkCertificate({ takenAt }: Snapshot, project: ProjectSnapshot): readonly Check[] {
	const front = atFront(project);
	const certificate = certificateOf(front);
	const lost = lostCertificate(front);
	if (lost !== undefined)
		return [
			{
				subject: `certificate of ${project.project?.domains[0] ?? project.name}`,
				ok: false,
				words: describeLostCertificate(project, lost),
			},
		];
	if (certificate === undefined) return failed(project);
	const { level, words } = judgeCertificate(certificate, project, takenAt);
	const subject = `certificate of ${project.project?.domains[0] ?? project.name}`;
	return [{ subject, ok: level !== 'bad', words, ...(level === 'warn' && { isWarning: true }) }];
}

/** Of a project that has no certificate because none could be had. */
function failed(project: ProjectSnapshot): readonly Check[] {
	const { certificateFailure, name } = project;
	if (certificateFailure === undefined || certificateOf(atFront(project)) !== undefined || project.project?.tls !== 'auto') return [];
	const words = `${describeCertificateFailure(certificateFailure)}; \`berth certificate issue ${name}\` tries again`;
	return [{ subject: `certificate of ${project.project.domains[0] ?? name}`, ok: true, isWarning: true, words }];
}
