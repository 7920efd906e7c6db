import { formatBytes, formatPercent } from '../../model/format.ts';
import { isRunning, type Replica, type ServiceContainer } from '../../model/replica.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import { createUsageSampler, type UsageSampler } from '../../watch/cgroups.ts';
import type { Usage } from '../../watch/view.ts';
import type { AddCommand } from '../command.ts';
import type { Server } from '../context.ts';
import { engineNotes, watchProjects } from './seen-projects.ts';
import { type FigureOptions, type Figures, showFigures } from './show-figures.ts';

const columns = [
	{ title: 'project' },
	{ title: 'container' },
	{ title: 'berth' },
	{ title: 'release' },
	{ title: 'cpu', align: 'right' },
	{ title: 'memory', align: 'right' },
] as const;

/** `berth top`: what each replica and service takes of the machine. */
export const addTop: AddCommand = (program, run) => {
	program
		.command('top')
		.description('show CPU (100 % is one core) and memory of each replica and service')
		.argument('[project]')
		.option('--follow', 'again every second until ctrl-C')
		.action(
			run(async (session, name: string | undefined, options: FigureOptions) =>
				showFigures(session, options, createReader(await session.server(), name)),
			),
		);
};

/** CPU is the difference of two readings: the first figures take a second. */
function createReader(server: Server, name: string | undefined): () => Promise<Figures> {
	const { host } = server;
	const sampler = createUsageSampler(host);
	const seen = watchProjects(server, name);
	let isFirst = true;
	return async () => {
		const { snapshot, projects } = await seen();
		const ids = projects.flatMap((project) => containersOf(project).map(({ id }) => id));
		const usage = await sampleTwice(server, sampler, ids, isFirst);
		isFirst = false;
		const isBlind = ids.length > 0 && Object.keys(usage).length === 0;
		const blind = 'The kernel of this machine knows none of these containers: is the engine on another one?';
		return {
			takenAt: host.clock.now(),
			columns,
			rows: projects.flatMap((project) => containersOf(project).map((container) => topRow(project, container, usage[container.id]))),
			notes: [...engineNotes(snapshot), ...(isBlind ? [blind] : [])],
			none: `No container${name === undefined ? '' : ` of ${name}`} runs`,
			json: { projects: projects.map((project) => topJson(project, usage)) },
		};
	};
}

async function sampleTwice({ host }: Server, sampler: UsageSampler, ids: readonly string[], isFirst: boolean) {
	if (isFirst && ids.length > 0) {
		await sampler.sample(ids);
		await host.clock.sleep(1000);
	}
	return sampler.sample(ids);
}

type Container = Replica | ServiceContainer;

/** Those that have a process: the replicas that take traffic first. */
function containersOf({ replicas, services, site }: ProjectSnapshot): readonly Container[] {
	const rank = (replica: Replica) => (replica.berth === site?.berth ? 0 : 100) + replica.index;
	const sorted = [...replicas].sort((left, right) => rank(left) - rank(right));
	return [...sorted, ...services].filter(({ health }) => isRunning(health));
}

function topRow({ name }: ProjectSnapshot, container: Container, usage: Usage | undefined): readonly string[] {
	const place = 'berth' in container ? [container.berth, container.release] : ['', ''];
	const cpu = usage?.cpu === undefined ? '' : formatPercent(usage.cpu);
	return [name, container.name, ...place, cpu, usage === undefined ? '' : formatBytes(usage.memory)];
}

function topJson(project: ProjectSnapshot, usage: Readonly<Record<string, Usage>>) {
	const containers = containersOf(project).map((container) => {
		const { id, name } = container;
		const { berth, index, release } = 'berth' in container ? container : {};
		const service = 'service' in container ? container.service : undefined;
		return { name, id, service, berth, index, release, ...usage[id] };
	});
	const sum = (of: (one: Partial<Usage>) => number | undefined) => containers.reduce((total, one) => total + (of(one) ?? 0), 0);
	return { project: project.name, cpu: sum(({ cpu }) => cpu), memory: sum(({ memory }) => memory), containers };
}
