import { formatNumber } from '../model/format.ts';
import { isRunning, type Replica } from '../model/replica.ts';
import { type HeldPort, liveReplicas, type ProjectSnapshot, type SiteSnapshot } from '../model/snapshot.ts';
import { describeLost, mendCommand } from './describe-lost.ts';
import { describeProblem } from './describe-problem.ts';
import { describeUnfinished, resumeFirst } from './describe-unfinished.ts';

/** How a project is, in one word. `unknown`: its replicas run and were not asked yet. `stopped`: it was never deployed, or `berth stop` closed its site. */
export type State = 'healthy' | 'unknown' | 'starting' | 'degraded' | 'down' | 'stopped';

export interface Condition {
	readonly state: State;
	/** Live replicas that answer. */
	readonly healthy: number;
	readonly wanted: number;
	/** What is wrong, in a few words. */
	readonly why?: string;
}

const known = new WeakMap<ProjectSnapshot, Condition>();

/** How a project is: of its replicas only those count that the site sends traffic to. Found out once: every part of a frame asks. */
export function conditionOf(project: ProjectSnapshot): Condition {
	const condition = known.get(project) ?? withUnfinished(project, findCondition(project));
	known.set(project, condition);
	return condition;
}

/** Half a change is worse than what is seen of it at this moment, and comes first whatever else there is to say. */
function withUnfinished(project: ProjectSnapshot, condition: Condition): Condition {
	const why = describeUnfinished(project);
	if (why === undefined) return condition;
	return { ...condition, state: condition.state === 'down' ? 'down' : 'degraded', why };
}

function findCondition(project: ProjectSnapshot): Condition {
	const { site, problem } = project;
	const wanted = site?.ports.length ?? project.project?.replicas ?? 0;
	if (site === undefined) {
		return {
			state: problem === undefined ? 'stopped' : 'down',
			healthy: 0,
			wanted,
			why: (problem && describeProblem(problem)) ?? 'never deployed',
		};
	}
	if (project.unseen && !site.closed) return { state: 'unknown', healthy: 0, wanted, why: unseenWords };
	const live = liveReplicas(project);
	const healthy = live.filter((replica) => replica.health === 'healthy').length;
	if (site.isRemembered === false && !site.closed) return { state: 'down', healthy, wanted, why: describeLostSite(project) };
	if (site.lost !== undefined && (healthy > 0 || site.closed))
		return { state: 'degraded', healthy, wanted, why: describeLostSite(project) };
	if (site.closed) return { state: 'stopped', healthy, wanted, why: (problem && describeProblem(problem)) ?? describeStopped(project) };
	const held = project.heldPorts?.[0];
	if (held !== undefined) return { state: healthy === 0 ? 'down' : 'degraded', healthy, wanted, why: describeHeldPort(held) };
	if (healthy >= wanted) return { healthy, wanted, ...besidesReplicas(project) };
	const missing = formatNumber(wanted - healthy, 'replica');
	const unasked = live.filter(({ health }) => health === 'unknown').length;
	// Without its file nobody knows what to ask them.
	if (problem !== undefined && healthy + unasked >= wanted) return { state: 'degraded', healthy, wanted, why: describeProblem(problem) };
	if (healthy + unasked >= wanted) return { state: 'unknown', healthy, wanted, why: `${missing} not asked yet` };
	const waiting = unasked + live.filter(({ health }) => health === 'starting').length;
	if (healthy + waiting >= wanted) return { state: 'starting', healthy, wanted, why: `${missing} starting` };
	// The cause first: what comes after it may have no room.
	const why = `${reasonOf(live)} (${missing} not healthy)`;
	return { state: healthy + waiting === 0 ? 'down' : 'degraded', healthy, wanted, why };
}

/** Of a project whose replicas could not be looked at. */
export const unseenWords = 'Docker does not answer, so it is not known what runs';

/** Who has the port of a replica, and what that means. */
export function describeHeldPort({ port, container, holder }: HeldPort): string {
	return `port ${port} of ${container} is held by ${holder}: visitors reach that program`;
}

/** That it is down because somebody wanted it so, and what ends that. */
export function describeStopped(project: ProjectSnapshot): string {
	return `stopped on purpose; ${resumeFirst(project) ?? `\`berth start ${project.name}\` starts it again`}`;
}

/** What happened to a site file, and what mends it. */
export function describeLostSite(project: ProjectSnapshot): string {
	const { site } = project;
	const file = `its site file was ${site?.lost === 'removed' ? 'removed' : `replaced by ${site?.is ?? 'one that is not Berth’s'}`}`;
	const again = resumeFirst(project) ?? `\`${mendCommand(project)}\` or a deploy writes it again`;
	return `${file}: ${memoryOf(site)}; ${again}`;
}

/** What the proxy does without the file: nothing but asking it tells whether it was loaded anew since. */
function memoryOf(site: SiteSnapshot | undefined): string {
	if (site?.isRemembered === false) return 'nginx has forgotten the site, and its visitors do not reach it';
	const how = site?.isRemembered === true ? 'nginx still serves it from memory' : 'nginx serves it from memory at most';
	return `${how}, until somebody loads it anew or it starts`;
}

/** What the first ill replica says of itself; a replica that the site names and that is not there says nothing. */
function reasonOf(live: readonly Replica[]): string {
	const ill = live.filter(({ health }) => health !== 'healthy' && health !== 'starting' && health !== 'unknown');
	return ill.find(({ reason }) => reason !== undefined)?.reason ?? ill[0]?.health ?? 'gone';
}

function besidesReplicas(project: ProjectSnapshot): Pick<Condition, 'state' | 'why'> {
	const { problem, services } = project;
	if (problem !== undefined) return { state: 'degraded', why: describeProblem(problem) };
	const service = services.find(({ health }) => isRunning(health) && health !== 'healthy' && health !== 'unknown');
	if (service !== undefined) return { state: 'degraded', why: `${service.service} is ${service.health}` };
	const lost = describeLost(project).find(({ isUrgent }) => isUrgent);
	return lost === undefined ? { state: 'healthy' } : { state: 'degraded', why: `${lost.subject}: ${lost.words}` };
}
