import { formatAge, formatBytes, formatNumber } from '../../source/model/format.ts';
import { proxyDownFacts, startCommand } from '../../source/model/proxy-down.ts';
import { liveReplicas, type ProxySnapshot, proxiesOf, type RunningOperation } from '../../source/model/snapshot.ts';
import { conditionOf, type State } from '../../source/present/condition.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { signOf } from '../fleet/condition.ts';
import { fittingPieces, justify, type Line, lineWidth, type Span, span } from '../line.ts';
import { shortPaths } from '../short-paths.ts';

/** Data older than this shows its age, in ms. */
export const freshTime = 5000;

const summaryOrder: readonly State[] = ['healthy', 'unknown', 'starting', 'degraded', 'down', 'stopped'];

/** The top line of every screen: is everything serving, and what is being changed by whom. */
export function topLine(view: ServerView, now: number, hostname: string, width: number): Line {
	const left = [span('Berth ', 'strong'), span(hostname, 'plain')];
	const right = [...runningWords(view, now), ...ageWords(view, now)];
	const room = width - lineWidth(right) - 1;
	const long = [...left, ...stateWords(view, true)];
	if (lineWidth(long) > room) return justify([...left, ...stateWords(view, false)], right, width);
	const more = fittingPieces(capacityWords(view), room - lineWidth(long));
	return justify([...long, ...more], right, width);
}

/** A line that says what keeps everything from being seen or served: Berth's own files, the engine, the proxy. */
export function bannerLine(view: ServerView, now: number): Line | undefined {
	if (view.blocked !== undefined) return [span(' ✕ Cannot observe: ', 'bad'), span(shortPaths(view.blocked, view.snapshot?.root))];
	const down = view.snapshot?.engine.kind === 'down' ? view.snapshot.engine.why : undefined;
	const why = view.trouble ?? down;
	if (why !== undefined) {
		const since = view.freshAt === undefined ? '' : ` for ${formatAge(now - view.freshAt)}`;
		return [span(` ✕ No answer from Docker${since}, trying again: `, 'bad'), span(why)];
	}
	for (const proxy of neededProxies(view)) {
		const line = proxyTrouble(proxy, view.snapshot?.root);
		if (line !== undefined) return line;
	}
	return undefined;
}

function proxyTrouble(proxy: ProxySnapshot, root: string | undefined): Line | undefined {
	if (proxy.problem !== undefined) return [span(` ▲ ${proxy.problem.what}: `, 'warn'), span(proxy.problem.why ?? '')];
	if (proxy.instance === undefined) return downWords(proxy, root);
	if (proxy.test?.valid === false)
		return [span(' ▲ nginx refuses its configuration: ', 'warn'), span(shortPaths(proxy.test.complaint ?? 'see berth proxy check', root))];
	return undefined;
}

/** What is to be done comes first where the cause may be long. */
function downWords(proxy: ProxySnapshot, root: string | undefined): Line {
	const { down, inner } = proxy;
	const what =
		inner === undefined
			? ' ✕ nginx does not run: no site answers. '
			: ` ✕ nginx of ${inner.project} does not run: its site does not answer. `;
	if (down?.cause === undefined && down?.state !== 'restarting') return [span(what, 'bad'), span(startCommand(proxy)), span(' starts it.')];
	const { why, next = '' } = proxyDownFacts(proxy, down);
	const told = next.replaceAll('`', '');
	return [span(what, 'bad'), span(shortPaths(why === undefined ? told : `${told}: ${why}`, root))];
}

/** Of projects that have a site. */
function neededProxies({ snapshot }: ServerView): readonly ProxySnapshot[] {
	const sited = snapshot?.projects.filter(({ site }) => site !== undefined) ?? [];
	return snapshot === undefined || sited.length === 0 ? [] : proxiesOf(snapshot, sited);
}

function stateWords({ snapshot }: ServerView, isLong: boolean): Line {
	const counts = new Map<State, number>();
	for (const project of snapshot?.projects ?? []) {
		const { state } = conditionOf(project);
		counts.set(state, (counts.get(state) ?? 0) + 1);
	}
	return summaryOrder.flatMap((state): readonly Span[] => {
		const count = counts.get(state);
		return count === undefined ? [] : [span('  '), signOf(state), span(` ${count}${isLong ? ` ${state}` : ''}`)];
	});
}

function capacityWords({ snapshot, machineCpu }: ServerView): readonly Line[] {
	if (snapshot === undefined) return [];
	const { memoryAvailable, memoryTotal, diskFree, processors } = snapshot.capacity;
	const live = snapshot.projects.flatMap(liveReplicas);
	const words = [
		['replicas', `${live.filter(({ health }) => health === 'healthy').length}/${live.length}`],
		...(machineCpu === undefined ? [] : [['CPU', `${machineCpu} % of ${formatNumber(processors, 'core')}`]]),
		['memory free', `${formatBytes(memoryAvailable)} of ${formatBytes(memoryTotal)}`],
		['disk free', formatBytes(diskFree)],
	];
	return words.map(([name, value]) => [span(`   ${name} `, 'dim'), span(value ?? '')]);
}

function runningWords(view: ServerView, now: number): Line {
	const running = (view.snapshot?.projects ?? []).flatMap(({ operation }) => operation ?? []);
	const first = running[0];
	if (first === undefined) return [];
	if (running.length > 1) return [span(`  ◐ ${running.length} operations: ${running.map(({ project }) => project).join(', ')} `, 'accent')];
	return [span(operationWords(first, view, now), first.alive ? 'accent' : 'bad')];
}

function operationWords({ operation, project, user, since, alive, id }: RunningOperation, view: ServerView, now: number): string {
	if (!alive) return `  ✕ ${operation} ${project} stopped half-way `;
	const at = view.steps?.[id];
	const step = at === undefined ? '' : ` ${at.number}/${at.of}`;
	return `  ◐ ${operation} ${project}${step} ${formatAge(now - since)} ${user} `;
}

function ageWords({ freshAt }: ServerView, now: number): Line {
	if (freshAt === undefined || now - freshAt <= freshTime) return [];
	return [span(` data ${formatAge(now - freshAt)} old `, 'warn')];
}
