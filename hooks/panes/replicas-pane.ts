import { type BerthName, containerNameOf } from '../../source/model/berth.ts';
import { formatAge, formatBytes } from '../../source/model/format.ts';
import { replicaAt } from '../../source/model/ports.ts';
import type { Health, Replica } from '../../source/model/replica.ts';
import { conditionOf } from '../../source/present/condition.ts';
import type { Traffic } from '../../source/traffic/figures.ts';
import type { Usage } from '../../source/watch/view.ts';
import { formatCpu } from '../cpu.ts';
import { keyOf } from '../keymap.ts';
import { line, type Span, span, widthOf } from '../line.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../table.ts';
import type { Pane, PaneFacts, ReplicaTarget } from './pane.ts';
import { trafficColumns } from './traffic-columns.ts';

/** One app container, or a place where one should be. */
export interface ReplicaRow {
	readonly berth: BerthName;
	readonly index: number;
	readonly port: number;
	readonly isLive: boolean;
	readonly now: number;
	/** Absent if the site sends traffic to a port where no container is. */
	readonly replica?: Replica | undefined;
	readonly usage?: Usage | undefined;
	readonly traffic?: Traffic | undefined;
}

const words: Readonly<Record<Health, Span>> = {
	healthy: span('● healthy', 'good'),
	starting: span('◐ starting', 'warn'),
	unknown: span('· running', 'dim'),
	restarting: span('▲ restarting', 'bad'),
	unhealthy: span('▲ unhealthy', 'bad'),
	exited: span('✕ exited', 'bad'),
	stopped: span('○ stopped', 'dim'),
};

/** Cells in which one can still read what is wrong. */
const leastReason = 24;

/** What is shown of every replica. */
export const replicaColumns: readonly TableColumn<ReplicaRow>[] = [
	{ title: 'REPLICA', width: 'content', drop: 0, cell: ({ berth, index, isLive }) => span(`${berth} ${index}`, isLive ? 'plain' : 'dim') },
	{ title: 'HEALTH', width: 'content', drop: 0, cell: healthOf },
	{ title: 'RELEASE', width: 'content', drop: 4, cell: ({ replica }) => cell(replica?.release) },
	{ title: 'PORT', width: 5, align: 'right', drop: 1, cell: ({ port }) => cell(String(port)) },
	{
		title: 'CPU',
		width: 6,
		align: 'right',
		drop: 2,
		cell: ({ usage }) => cell(formatCpu(usage?.cpu)),
	},
	{ title: 'MEMORY', width: 8, align: 'right', drop: 2, cell: ({ usage }) => cell(usage && formatBytes(usage.memory)) },
	{
		title: 'RESTARTS',
		width: 8,
		align: 'right',
		drop: 5,
		cell: ({ replica }) => cell(replica && String(replica.restarts), (replica?.restarts ?? 0) > 0 ? 'warn' : 'plain'),
	},
	{
		title: 'UP',
		width: 6,
		align: 'right',
		drop: 3,
		cell: ({ replica, now, usage }) =>
			cell(replica?.startedAt === undefined || usage === undefined ? undefined : formatAge(now - replica.startedAt)),
	},
	...trafficColumns,
	{
		title: '',
		width: 'rest',
		drop: 0,
		cell: ({ replica, isLive }) => span(replica?.reason ?? (isLive ? '' : 'no traffic'), replica?.reason === undefined ? 'dim' : 'warn'),
		needs: ({ replica }) => Math.min(leastReason, widthOf(replica?.reason ?? '')),
	},
];

/** Every app container of the project: those with traffic first. */
export const replicasPane: Pane = {
	id: 'replicas',
	title: 'Replicas',
	side: 'left',
	grows: false,
	content(facts, { width }) {
		const rows = replicaRows(facts);
		if (rows.length === 0) return { rows: [line(`No replica. ${keyOf('deploy')} deploys a release.`, 'dim')] };
		const { healthy, wanted } = conditionOf(facts.project);
		const fitted = fitColumns(replicaColumns, rows, width);
		return {
			note: [span(`${healthy}/${wanted} healthy`, healthy < wanted ? 'warn' : 'dim')],
			head: tableHead(fitted),
			rows: rows.map((row) => tableRow(fitted, row)),
		};
	},
	targets: (facts) => replicaRows(facts).map((row) => targetOf(facts.project.name, row)),
};

/** The place that a row is about. */
export function targetOf(project: string, { berth, index, port, replica }: ReplicaRow): ReplicaTarget {
	return { kind: 'replica', id: replica?.name ?? containerNameOf(project, berth, index), berth, index, port, replica };
}

/** Every replica of both berths, those with traffic first. */
export function replicaRows({ project, view, now }: PaneFacts): readonly ReplicaRow[] {
	const { site } = project;
	const served = site === undefined || site.closed ? [] : site.ports;
	const asked = view.traffic[project.name]?.replicas ?? {};
	const known = project.replicas.map((replica): ReplicaRow => {
		const { berth, index, port } = replica;
		const isLive = berth === site?.berth && served.includes(port);
		return { berth, index, port, isLive, now, replica, usage: view.usage[replica.id], traffic: asked[port] };
	});
	const gone = served.flatMap((port) => {
		const place = project.ports && replicaAt(project.ports, port);
		const isKnown = known.some((row) => row.isLive && row.port === port);
		return place === undefined || isKnown ? [] : [{ ...place, port, isLive: true, now, traffic: asked[port] }];
	});
	return [...known, ...gone].sort((left, right) => order(left) - order(right));
}

function order({ isLive, berth, index }: ReplicaRow): number {
	return (isLive ? 0 : 100) + (berth === 'blue' ? 0 : 50) + index;
}

function healthOf({ replica, isLive }: ReplicaRow): Span {
	if (replica === undefined) return span('✕ gone', 'bad');
	return isLive && replica.health === 'stopped' ? span('✕ stopped', 'bad') : words[replica.health];
}
