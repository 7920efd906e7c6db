import { formatDuration, formatNumber, formatPercent } from '../../model/format.ts';
import { replicaAt } from '../../model/ports.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import type { Column } from '../../present/table.ts';
import { bytesSince } from '../../traffic/access-window.ts';
import type { SiteTraffic, Traffic } from '../../traffic/figures.ts';
import { createTrafficReader } from '../../traffic/reader.ts';
import type { AddCommand } from '../command.ts';
import type { Server } from '../context.ts';
import { watchProjects } from './seen-projects.ts';
import { type FigureOptions, type Figures, showFigures } from './show-figures.ts';

/** Figures are of the last minute; a little more is read, since periods of ten seconds begin when they begin. */
const lookBack = 70_000;

const figureColumns: readonly Column[] = ['req/s', 'p50', 'p95', 'p99', '4xx', 'fail'].map((title) => ({ title, align: 'right' }));

/** `berth traffic`: what the access logs say of the last minute. */
export const addTraffic: AddCommand = (program, run) => {
	program
		.command('traffic')
		.description('show requests a second (last 10 s), latency and errors (last minute) of each site, or of one and its replicas')
		.argument('[project]')
		.option('--follow', 'again every second until ctrl-C')
		.action(
			run(async (session, name: string | undefined, options: FigureOptions) =>
				showFigures(session, options, createReader(await session.server(), name)),
			),
		);
};

function createReader(server: Server, name: string | undefined): () => Promise<Figures> {
	const { host, layout } = server;
	const bytesBack = (path: string) => bytesSince(host.files, path, host.clock.now() - lookBack);
	const reader = createTrafficReader(host, layout, bytesBack);
	const seen = watchProjects(server, name);
	return async () => {
		const { projects } = await seen();
		const traffic = await reader.read(projects.map((project) => project.name));
		return {
			takenAt: host.clock.now(),
			notes: projects.flatMap(({ name: project }) => turnedAwayNote(project, traffic[project])),
			none: 'No project yet',
			...(name === undefined ? siteTable(projects, traffic) : replicaTable(projects, traffic)),
			json: { projects: projects.map((project) => trafficJson(project, traffic[project.name])) },
		};
	};
}

/** Of a closed site: its 503s are no failures, and in no other figure but the requests a second. */
function turnedAwayNote(project: string, traffic: SiteTraffic | undefined): readonly string[] {
	const { turnedAway = 0 } = traffic ?? {};
	return turnedAway === 0
		? []
		: [`${project} was stopped: ${formatNumber(turnedAway, 'request')} of the last minute got 503 from its closed site`];
}

type ByProject = Readonly<Record<string, SiteTraffic>>;

function siteTable(projects: readonly ProjectSnapshot[], traffic: ByProject): Pick<Figures, 'columns' | 'rows'> {
	const rows = projects.map(({ name }) => [name, ...figureCells(traffic[name])]);
	return { columns: [{ title: 'project' }, ...figureColumns], rows };
}

function replicaTable(projects: readonly ProjectSnapshot[], traffic: ByProject): Pick<Figures, 'columns' | 'rows'> {
	const rows = projects.flatMap((project) => [
		[project.name, '', ...figureCells(traffic[project.name])],
		...askedPorts(project, traffic[project.name]).map((port) => {
			const { berth, index } = placeOf(project, port);
			return [`  ${berth} ${index}`, String(port), ...figureCells(traffic[project.name]?.replicas[port])];
		}),
	]);
	return { columns: [{ title: 'replica' }, { title: 'port', align: 'right' }, ...figureColumns], rows };
}

/** Ports that the site sends traffic to now, and those that had any in the last ten minutes. */
function askedPorts({ site }: ProjectSnapshot, traffic: SiteTraffic | undefined): readonly number[] {
	const asked = Object.keys(traffic?.replicas ?? {}).map(Number);
	return [...new Set([...(site?.ports ?? []), ...asked])].sort((left, right) => left - right);
}

function placeOf({ ports }: ProjectSnapshot, port: number): { readonly berth: string; readonly index: number | string } {
	return (ports && replicaAt(ports, port)) ?? { berth: 'port', index: port };
}

function figureCells(traffic: Traffic | undefined): readonly string[] {
	const { rate = 0, p50, p95, p99, clientErrors = 0, errors = 0 } = traffic ?? {};
	const times = [p50, p95, p99].map((ms) => (ms === undefined ? '' : formatDuration(ms)));
	return [rate.toFixed(1), ...times, formatPercent(clientErrors * 100), formatPercent(errors * 100)];
}

function trafficJson(project: ProjectSnapshot, traffic: SiteTraffic | undefined) {
	const replicas = askedPorts(project, traffic).map((port) => ({
		port,
		...(project.ports && replicaAt(project.ports, port)),
		...figuresJson(traffic?.replicas[port]),
	}));
	return { project: project.name, ...figuresJson(traffic), replicas };
}

/** Requests a second, milliseconds, shares from 0 to 1, and the number that a closed site turned away. */
function figuresJson(traffic: Traffic | undefined) {
	const { rate = 0, p50, p95, p99, clientErrors = 0, errors = 0, turnedAway = 0 } = traffic ?? {};
	return { rate, p50, p95, p99, clientErrors, errors, ...(turnedAway > 0 && { turnedAway }) };
}
