import { liveReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { formatNumber } from '../../source/present/format.ts';
import { type Span, span } from '../line.ts';

/** How a project is, in one word. */
export type State = 'healthy' | 'starting' | 'degraded' | 'down' | 'stopped';

export interface Condition {
	readonly state: State;
	/** Live replicas that answer. */
	readonly healthy: number;
	readonly wanted: number;
	/** What is wrong, in a few words. */
	readonly why?: string;
}

const signs: Readonly<Record<State, Span>> = {
	healthy: span('●', 'good'),
	starting: span('◐', 'warn'),
	degraded: span('▲', 'warn'),
	down: span('✕', 'bad'),
	stopped: span('○', 'dim'),
};

/** The states from worst to best, as sorting by state shows them. */
export const stateOrder: readonly State[] = ['down', 'degraded', 'starting', 'healthy', 'stopped'];

/** The sign of a state: its shape says the same as its colour. */
export function signOf(state: State): Span {
	return signs[state];
}

/** How a project is: only replicas that the site sends traffic to count. */
export function conditionOf(project: ProjectSnapshot): Condition {
	const { site } = project;
	const wanted = site?.ports.length ?? project.project?.replicas ?? 0;
	if (project.problem !== undefined && site === undefined) return { state: 'down', healthy: 0, wanted, why: project.problem.what };
	if (site === undefined) return { state: 'stopped', healthy: 0, wanted, why: 'never deployed' };
	const live = liveReplicas(project);
	const healthy = live.filter((replica) => replica.health === 'healthy').length;
	if (healthy >= wanted) return { healthy, wanted, ...sideTrouble(project) };
	const waiting = live.filter(({ health }) => health === 'starting' || health === 'unknown').length;
	const missing = formatNumber(wanted - healthy, 'replica');
	if (healthy + waiting >= wanted) return { state: 'starting', healthy, wanted, why: `${missing} starting` };
	const reason = live.find((replica) => replica.health !== 'healthy' && replica.reason !== undefined)?.reason;
	const why = `${missing} not healthy${reason === undefined ? '' : `: ${reason}`}`;
	return { state: healthy === 0 ? 'down' : 'degraded', healthy, wanted, why };
}

function sideTrouble(project: ProjectSnapshot): Pick<Condition, 'state' | 'why'> {
	if (project.problem !== undefined) return { state: 'degraded', why: project.problem.what };
	const service = project.services.find(({ health }) => health !== 'healthy' && health !== 'unknown');
	return service === undefined ? { state: 'healthy' } : { state: 'degraded', why: `${service.service} is ${service.health}` };
}
