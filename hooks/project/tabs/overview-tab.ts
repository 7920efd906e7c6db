import { formatAge, formatBytes, formatDuration, formatNumber, formatPercent } from '../../../source/model/format.ts';
import { lostServices } from '../../../source/model/lost-services.ts';
import type { Project } from '../../../source/model/project.ts';
import { keptReplicas, type ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { conditionOf } from '../../../source/present/condition.ts';
import { describeOutcome } from '../../../source/present/describe-entry.ts';
import { describeProof } from '../../../source/present/describe-proof.ts';
import { formatCpu } from '../../cpu.ts';
import { signOf } from '../../fleet/condition.ts';
import { keyOf } from '../../keymap.ts';
import { type Line, span } from '../../line.ts';
import { formatRate } from '../../panes/traffic-pane.ts';
import { shortPaths } from '../../short-paths.ts';
import type { Tab, TabFacts } from '../tab.ts';
import { field, heading, styledField, textRows } from '../text-rows.ts';

/** The project in facts: how it is, what is live, what is set, what was changed last. */
export const overviewTab: Tab = {
	id: 'overview',
	title: 'Overview',
	content(facts, width) {
		const { project } = facts.project;
		return {
			rows: textRows([
				...stateLines(facts, width),
				...changeLines(facts, width),
				...(project === undefined ? [] : settingLines(project, facts.project, width)),
				...field('Directory', facts.project.directory, width),
			]),
		};
	},
	target({ project: { operation } }) {
		return operation && { kind: 'operation', id: operation.id };
	},
};

function stateLines({ project, view, now }: TabFacts, width: number): readonly Line[] {
	const { state, why, healthy, wanted } = conditionOf(project);
	const sign = signOf(state);
	const { site, previous, problem } = project;
	return [
		styledField('State', [
			sign,
			span(` ${state}`, sign.style),
			span(site === undefined ? '' : `, ${healthy} of ${wanted} replicas healthy`),
		]),
		...field('Why', why && shortPaths(why, view.snapshot?.root), width, state === 'down' ? 'bad' : 'warn'),
		...(problem?.why === undefined ? [] : field('', problem.why, width)),
		...(problem?.next === undefined ? [] : field('', problem.next, width)),
		...field('Release', site && `${site.release} in ${site.berth}${ageWords(project, now)}`, width, 'strong'),
		...field('Before it', previous && `${previous}${returnWords(project, previous)}`, width),
		...field('Used', usedWords({ project, view }), width),
		...field('Traffic', trafficWords({ project, view }), width),
		...field('Services', serviceWords(project), width),
	];
}

function changeLines({ project, view, now }: TabFacts, width: number): readonly Line[] {
	const { operation } = project;
	const last = view.audit.find((entry) => entry.project === project.name);
	const running =
		operation &&
		`${operation.operation} by ${operation.user} for ${formatAge(now - operation.since)}${operation.alive ? '' : operation.stuck === undefined ? ', and its runner died' : ', and is stuck'}; ${keyOf('open-row')} shows it`;
	const ended =
		last &&
		`${last.title} by ${last.user}, ${formatAge(now - last.at)} ago: ${describeOutcome(last.outcome).toLowerCase()} in ${formatDuration(last.took)}`;
	return [
		...heading('Changes'),
		...field('Now', running ?? 'nothing is being changed', width, running === undefined ? 'dim' : 'accent'),
		...field('Last', ended ?? 'nothing was changed yet', width),
		...field('Its proof', last?.proof && describeProof(last.proof), width),
		...field('Its failure', last?.failure?.what, width, 'warn'),
	];
}

function settingLines(project: Project, { releases }: ProjectSnapshot, width: number): readonly Line[] {
	const { health, migrate, limits, source } = project;
	const origin =
		source.kind === 'image'
			? `pulled as ${source.repository}:<version>`
			: `built from releases/<version>, ${source.dockerfile} in ${source.context}`;
	const most = [
		limits.memory === undefined ? undefined : formatBytes(limits.memory),
		limits.cpus === undefined ? undefined : `${limits.cpus} ${limits.cpus === 1 ? 'core' : 'cores'}`,
	].filter((one) => one !== undefined);
	return [
		...heading('Settings'),
		...field('Domains', project.domains.join(', '), width),
		...field('Image', origin, width),
		...field('Replicas', `${project.replicas} wanted, each at most ${most.join(' and ') || 'all memory and all cores'}`, width),
		...field(
			'Health check',
			`GET ${health.path} on port ${project.port}, every ${formatDuration(health.interval)}, for at most ${formatDuration(health.timeout)}`,
			width,
		),
		...field(
			'Migration',
			migrate === undefined ? 'none' : `${migrate.command.join(' ')}, at most ${formatDuration(migrate.timeout)}`,
			width,
		),
		...field(
			'Drain',
			`at most ${formatDuration(project.drain)} for open connections, then ${formatDuration(project.grace)} from SIGTERM to SIGKILL`,
			width,
		),
		...field('Releases', `${releases.length} here, ${project.keep} kept`, width),
	];
}

function ageWords({ releases, site }: ProjectSnapshot, now: number): string {
	const obtainedAt = releases.find(({ version }) => version === site?.release)?.obtainedAt;
	return obtainedAt === undefined ? '' : `, obtained ${formatAge(now - obtainedAt)} ago`;
}

function returnWords(project: ProjectSnapshot, previous: string): string {
	if (keptReplicas(project, previous).length > 0) return `, its stopped replicas wait: ${keyOf('roll-back')} goes back warm`;
	const hasImage = project.releases.some(({ version, hasImage: has }) => has && version === previous);
	return hasImage ? `, its image is here: ${keyOf('roll-back')} goes back cold` : ', but its image is gone';
}

function usedWords({ project, view }: Pick<TabFacts, 'project' | 'view'>): string | undefined {
	const used = [...project.replicas, ...project.services].flatMap(({ id }) => view.usage[id] ?? []);
	if (used.length === 0) return undefined;
	const cpu = used.some((one) => one.cpu !== undefined) ? formatCpu(used.reduce((sum, one) => sum + (one.cpu ?? 0), 0)) : undefined;
	const memory = formatBytes(used.reduce((sum, one) => sum + one.memory, 0));
	return `${cpu === undefined ? '' : `CPU ${cpu}, `}memory ${memory}, in ${formatNumber(used.length, 'container')}`;
}

function trafficWords({ project, view }: Pick<TabFacts, 'project' | 'view'>): string | undefined {
	const traffic = view.traffic[project.name];
	if (traffic === undefined) return undefined;
	const p95 = traffic.p95 === undefined ? '' : `, p95 ${formatDuration(traffic.p95)}`;
	return `${formatRate(traffic.rate)} req/s${p95}, failed ${formatPercent(traffic.errors * 100)}`;
}

function serviceWords(project: ProjectSnapshot): string | undefined {
	const there = project.services.map(({ service, health, port }) => `${service} ${health}${port === undefined ? '' : ` on ${port}`}`);
	const missing = lostServices(project).flatMap(({ service, isGone }) => (isGone ? [`${service} missing`] : []));
	return [...there, ...missing].join(', ') || undefined;
}
